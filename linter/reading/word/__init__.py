"""Word documents → blocks: .docx and .docm, Word's XML files, as Word and WPS write them."""
