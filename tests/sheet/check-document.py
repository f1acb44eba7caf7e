# SPDX-License-Identifier: GPL-3.0-or-later
"""What programs other than ours read in a text document.

    check-document.py dump FILE     captions and lines as paragraphs, rows of tables as cells between bars
    check-document.py styles FILE   one line a named style: name, parent, bold or right where it is so itself
    check-document.py sound FILE    nothing, or what the format does not allow
    check-document.py kept FILE     the first cell of each row that stays with the next one
"""
import sys
import zipfile
import xml.etree.ElementTree as ET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Word refuses a document whose properties come in another order than the schema's; these are its sequences, as far as we use them.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore pBdr shd tabs bidi spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs noProof color sz szCs rtl lang",
    "tblPr": "tblStyle bidiVisual tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "tcBorders": "top left bottom right insideH insideV",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "sectPr": "headerReference footerReference type pgSz pgMar",
    "style": "name basedOn next link uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr trPr tcPr tblStylePr",
    "tbl": "tblPr tblGrid tr",
    "tc": "tcPr p",
    "p": "pPr r fldSimple",
    "r": "rPr t br tab",
    "settings": "zoom defaultTabStop characterSpacingControl compat themeFontLang decimalSymbol listSeparator",
}
MIXED = {"p", "r"}


def show(cells):
    return "| " + " | ".join(cell.replace("\n", "\\n").replace("\t", "\\t") for cell in cells)


def dump_docx(path):
    import docx
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    document = docx.Document(path)
    for element in document.element.body:
        if element.tag == W + "p":
            text = Paragraph(element, document).text
            if text:
                print(text)
        elif element.tag == W + "tbl":
            for row in Table(element, document).rows:
                print(show(docx.table._Cell(cell, row).text for cell in row._tr.tc_lst))


def text_of(node):
    from odf import text

    if node.nodeType == node.TEXT_NODE:
        return node.data
    if node.qname == (text.TEXTNS, "line-break"):
        return "\n"
    if node.qname == (text.TEXTNS, "tab"):
        return "\t"
    if node.qname == (text.TEXTNS, "s"):
        return " " * int(node.getAttribute("c") or 1)
    return "".join(text_of(child) for child in node.childNodes)


def dump_odt(path):
    from odf.opendocument import load
    from odf import table, text

    for node in load(path).text.childNodes:
        if node.qname in ((text.TEXTNS, "p"), (text.TEXTNS, "h")):
            if text_of(node):
                print(text_of(node))
        elif node.qname == (table.TABLENS, "table"):
            for row in node.getElementsByType(table.TableRow):
                print(show(text_of(cell) for cell in row.getElementsByType(table.TableCell)))


def styles_docx(path):
    import docx

    for style in docx.Document(path).styles:
        if style.type == 1:
            right = "right" if style.paragraph_format.alignment == 2 else ""
            print(style.name, style.base_style.name if style.base_style else "-", "bold" if style.font.bold else "", right, sep="\t")


def styles_odt(path):
    from odf.opendocument import load
    from odf import style

    document = load(path)
    names = {each.getAttribute("name"): each.getAttribute("displayname") or each.getAttribute("name")
             for each in document.styles.getElementsByType(style.Style)}
    for each in document.styles.getElementsByType(style.Style):
        bold = [part.getAttribute("fontweight") for part in each.getElementsByType(style.TextProperties)]
        align = [part.getAttribute("textalign") for part in each.getElementsByType(style.ParagraphProperties)]
        print(names[each.getAttribute("name")], names.get(each.getAttribute("parentstylename"), "-"),
              "bold" if "bold" in bold else "", "right" if "right" in align else "", sep="\t")


def check_order(part, root):
    for element in root.iter():
        name = element.tag.replace(W, "")
        if name not in ORDER:
            continue
        order = ORDER[name].split()
        places = []
        for child in element:
            child_name = child.tag.replace(W, "")
            if child_name not in order:
                print(part, name, "has an unexpected", child_name)
            else:
                places.append(order.index(child_name))
        if name in MIXED:
            places = [min(place, 1) for place in places]
        if places != sorted(places):
            print(part, name, "in the wrong order:", [child.tag.replace(W, "") for child in element])
    for cell in root.iter(W + "tc"):
        if len(cell) == 0 or cell[-1].tag != W + "p":
            print(part, "has a cell without a last paragraph")
    widths = {}
    for table in root.iter(W + "tbl"):
        columns = len(table.find(W + "tblGrid"))
        for row in table.findall(W + "tr"):
            spans = [cell.find(W + "tcPr/" + W + "gridSpan") for cell in row.findall(W + "tc")]
            widths[sum(int(span.get(W + "val")) if span is not None else 1 for span in spans) - columns] = True
    if set(widths) - {0}:
        print(part, "has rows that are not as wide as their table")


def sound(path):
    names = zipfile.ZipFile(path).namelist()
    with zipfile.ZipFile(path) as package:
        if package.testzip():
            print("damaged", package.testzip())
        parts = {name: ET.fromstring(package.read(name)) for name in names if name != "mimetype"}
        if path.endswith(".odt"):
            with open(path, "rb") as file:
                start = file.read(80)
            if start[8:10] != b"\0\0" or start[26:30] != b"\x08\0\0\0" or start[30:77] != b"mimetypeapplication/vnd.oasis.opendocument.text":
                print("the mimetype is not first, stored and without extras")
            manifest = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
            listed = {entry.get(manifest + "full-path") for entry in parts["META-INF/manifest.xml"]}
            if listed != set(names) - {"mimetype", "META-INF/manifest.xml"} | {"/"}:
                print("the manifest lists", listed)
            style = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}name"
            known = {each.get(style) for name in ("styles.xml", "content.xml") for each in parts[name].iter() if each.get(style)}
            for element in parts["content.xml"].iter():
                for key, value in element.attrib.items():
                    if key.endswith("style-name") and "}parent" not in key and value not in known:
                        print("no style", value)
        else:
            types = {each.get("PartName") for each in parts["[Content_Types].xml"] if each.get("PartName")}
            if types != {"/" + name for name in names if not name.endswith(".rels") and name != "[Content_Types].xml"}:
                print("the types list", types)
            ids = {each.get("Id") for each in parts["word/_rels/document.xml.rels"]}
            for name, root in parts.items():
                check_order(name, root)
                for element in root.iter():
                    for key, value in element.attrib.items():
                        if "officeDocument/2006/relationships" in key and value not in ids:
                            print(name, "refers to", value)
            styles = {each.get(W + "styleId") for each in parts["word/styles.xml"].iter(W + "style")}
            for element in parts["word/document.xml"].iter():
                if element.tag in (W + "pStyle", W + "tblStyle") and element.get(W + "val") not in styles:
                    print("no style", element.get(W + "val"))


def kept_docx(path):
    with zipfile.ZipFile(path) as package:
        root = ET.fromstring(package.read("word/document.xml"))
    for row in root.iter(W + "tr"):
        cells = row.findall(W + "tc")
        if all(cell.find(W + "p/" + W + "pPr/" + W + "keepNext") is not None for cell in cells):
            print("".join(text.text or "" for text in cells[0].iter(W + "t")))


sys.stdout.reconfigure(encoding="utf-8")
what, path = sys.argv[1:]
{"dump": dump_docx if path.endswith(".docx") else dump_odt, "styles": styles_docx if path.endswith(".docx") else styles_odt,
 "sound": sound, "kept": kept_docx}[what](path)
