"""Files as a reader takes them from a page."""


def taken(page, button) -> tuple[str, bytes]:
    """Name and content of what a button gives."""
    with page.expect_download() as given:
        button.click()
    return given.value.suggested_filename, given.value.path().read_bytes()
