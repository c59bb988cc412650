"""Charts and maps of slides as SVG text: for the page, the stand-alone file and the PDF."""
