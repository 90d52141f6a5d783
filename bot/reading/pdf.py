"""Takes the text layer out of PDF files."""

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from bot.errors import SourceError

_PAGES = 80


def pdf_text(content: bytes) -> str:
    """The text of a PDF's first pages. SourceError for a scan, a locked file or a broken one."""
    try:
        opened = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as failed:
        if getattr(failed, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD or "password" in str(failed).lower():
            raise SourceError("This PDF is protected by a password: send it without one, or paste its text.") from None
        raise SourceError("This PDF is damaged and cannot be opened: send it again, or paste its text.") from None
    try:
        pages = [_page_text(opened, number) for number in range(min(len(opened), _PAGES))]
    finally:
        opened.close()
    text = "\n\n".join(pages)
    if sum(c.isalnum() for c in text) < 20:
        raise SourceError("This PDF holds no text, only pictures of it (a scan): paste the text instead.")
    return text


def _page_text(opened: pdfium.PdfDocument, number: int) -> str:
    page = opened[number]
    try:
        layer = page.get_textpage()
        try:
            return str(layer.get_text_bounded()).replace("\r\n", "\n").replace("\ufffe", "-")
        finally:
            layer.close()
    finally:
        page.close()
