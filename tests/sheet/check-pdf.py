# SPDX-License-Identifier: GPL-3.0-or-later
"""What qpdf reads in a tagged PDF: check-pdf.py FILE prints facts, one a line, and ends with an error when the marks of the
pages and the elements of the structure do not belong together."""
import sys
from collections import Counter

import pikepdf


def check_marks(pdf):
    """Each page's marks: those with an id, which elements own, and artifacts, outside of which nothing is drawn."""
    marks = {}
    for page in pdf.pages:
        ids, depth = [], 0
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                depth += 1
                if name == "BMC":
                    assert operands[0] == "/Artifact", operands
                elif "/MCID" in operands[1]:
                    assert depth == 1, "marks within marks"
                    ids.append(int(operands[1].MCID))
            elif name == "EMC":
                depth -= 1
            elif name in ("Tj", "TJ", "S", "f", "Do"):
                assert depth > 0, f"{name} outside of a mark"
        assert depth == 0
        assert len(ids) == len(set(ids))
        marks[page.objgen] = ids
    return marks


def walk(element, parent, found, owned):
    assert element.P.objgen == parent.objgen
    found.append(element)
    for kid in element.get("/K", []):
        if isinstance(kid, int):
            owned[element.Pg.objgen].append((kid, element.objgen))
        elif kid.get("/Type") == "/MCR":
            owned[kid.Pg.objgen].append((kid.MCID, element.objgen))
        else:
            walk(kid, element, found, owned)


def main(path):
    sys.setrecursionlimit(10000)
    with pikepdf.open(path) as pdf:
        root = pdf.Root.StructTreeRoot
        marks = check_marks(pdf)
        found, owned = [], {page: [] for page in marks}
        walk(root.K, root, found, owned)
        lists = {int(key): value for key, value in zip(list(root.ParentTree.Nums)[::2], list(root.ParentTree.Nums)[1::2])}
        for page in pdf.pages:
            assert sorted(owned[page.objgen])
            assert sorted(mark for mark, _ in owned[page.objgen]) == sorted(marks[page.objgen])
            parents = lists[int(page.StructParents)]
            for mark, element in owned[page.objgen]:
                assert parents[mark].objgen == element
            assert page.Tabs == "/S"

        roles = Counter(str(element.S)[1:] for element in found)
        for element in found:
            if element.S == "/TH":
                assert element.A.Scope in ("/Column", "/Row") and element.A.O == "/Table"
            if element.S in ("/TH", "/TD"):
                assert element.P.S == "/TR"
            if element.S == "/Table":
                widths = {sum(int(cell.get("/A", {}).get("/ColSpan", 1)) for cell in row.K)
                          for part in element.K for row in part.K}
                assert len(widths) == 1, widths
        print("lang", pdf.Root.Lang)
        print("marked", pdf.Root.MarkInfo.Marked)
        print("title shown", pdf.Root.ViewerPreferences.DisplayDocTitle)
        print("tables", roles["Table"])
        print("rows", roles["TR"])
        for element in found:
            if element.S == "/Figure":
                left, low, right, high = (int(side) for side in element.A.BBox)
                page = next(page for page in pdf.pages if page.objgen == element.Pg.objgen)
                assert 0 < left < right < float(page.MediaBox[2]) and 0 < low < high < float(page.MediaBox[3]), element.A.BBox
                assert len(element.K) == 1
                print("figure", element.Alt)
        with pdf.open_outline() as outline:
            print("outline", ", ".join(item.title for item in outline.root))
        print("headings", " ".join(f"{role}:{roles[role]}" for role in ("H1", "H2")))
        assert not pdf.check(), pdf.check()


main(sys.argv[1])
