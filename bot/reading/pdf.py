"""Takes the text layer out of PDF files."""

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from bot.errors import SourceError

_PAGES = 80
_DAMAGED = "This PDF is damaged and cannot be opened: send it again, or paste its text."


def pdf_text(content: bytes) -> str:
    """The text of a PDF's first pages. SourceError for a scan, a locked file or a broken one."""
    try:
        opened = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as failed:
        if getattr(failed, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD or "password" in str(failed).lower():
            raise SourceError("This PDF is protected by a password: send it without one, or paste its text.") from None
        raise SourceError(_DAMAGED) from None
    try:
        pages = [_page_text(opened, number) for number in range(min(len(opened), _PAGES))]
    finally:
        opened.close()
    text = "\n\n".join(page for page in pages if page is not None)
    if sum(c.isalnum() for c in text) >= 20:
        return text
    if None in pages:
        raise SourceError(_DAMAGED)
    raise SourceError("This PDF holds no text, only pictures of it (a scan): paste the text instead.")


def _page_text(opened: pdfium.PdfDocument, number: int) -> str | None:
    """The text of one page; None for a page that is damaged, for others may be whole."""
    try:
        page = opened[number]
    except pdfium.PdfiumError:
        return None
    try:
        layer = page.get_textpage()
        try:
            return str(layer.get_text_bounded()).replace("\r\n", "\n").replace("\ufffe", "-")
        finally:
            layer.close()
    except pdfium.PdfiumError:
        return None
    finally:
        page.close()
