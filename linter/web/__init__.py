"""`jixiao serve`: the page a clerk uses and the HTTP interface that other systems call. Needs the extra `web`.

    safety/     who may come in, how much and how often; what a browser may do with a page
    store/      uploads and results on the disk, for an hour
    work/       checks in worker processes, in a bounded and fair queue
    editing/    a cell of a submission read and changed
    corrected/  the changes written into a copy of the file
    pages/      what people see
    api_v1/     what programs call

Nothing of what is uploaded is logged, nothing is sent anywhere.
"""
