"""Files as a reader takes them from a page."""


def taken(page, button) -> tuple[str, bytes]:
    """Name and content of what a button gives."""
    with page.expect_download() as given:
        button.click()
    return given.value.suggested_filename, given.value.path().read_bytes()


def menu_of(page, key: str):
    """What a figure's menu of three dots holds, opened."""
    body = page.locator('[data-testid="stPopoverBody"]')
    if body.count():
        page.keyboard.press("Escape")
        body.wait_for(state="detached")
    page.locator(f".st-key-alat_{key} .stPopover button").click()
    body.wait_for()
    return body


def taken_from(page, key: str, name: str) -> tuple[str, bytes]:
    """Name and content of what one entry of a figure's menu gives."""
    return taken(page, menu_of(page, key).get_by_role("button", name=name))
