"""The tracking workbook that goes out: data sheets, and figures that Excel computes from them."""
