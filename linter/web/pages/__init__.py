"""What people see: pages made on the server that work without scripts and better with them."""

from linter.web.pages.routes import router

__all__ = ["router"]
