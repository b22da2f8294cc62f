"""Every diagnostic: its stable code, what it says, why it matters, an example, how to mend the document.

A code is added here and nowhere else; a test fails when a code is used that is not here, or is here and never used.
Messages are for people; programs go by codes, which never change their meaning.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from cchc_extract.model.span import Span

# error: a part of the document is lost to the records. warning: the document has an oddity, or its reading a doubt.
# info: something was repaired, completed or left out as it should be.
Severity = Literal["info", "warning", "error"]


class Code(NamedTuple):
    """A kind of diagnostic, as `cchc-extract explain CODE` prints it."""

    severity: Severity
    what: str
    why: str
    example: str
    mend: str


class Diagnostic(NamedTuple):
    """One finding: `span` is its place in the document's text, None where it has none."""

    code: str
    severity: Severity
    message: str
    span: Span | None


# Each area's codes stand in one block, in the order of the areas: source, document, outline, table, field, prose.
CODES: dict[str, Code] = {
    # source: what a reader repaired on the way to the text
    "source.letter-repaired": Code(
        "info",
        "a letter of another alphabet was read as Đ or Ư",
        "some fonts draw Ð (eth) and Đ, or Ƣ and Ư, alike; left as it is, no word with it would be recognised",
        "“Ðề án” is read as “Đề án”",
        "Replace Ð (U+00D0) by Đ (U+0110), ƣ (U+01A3) by ư (U+01B0) in the document.",
    ),
    "source.character-lost": Code(
        "error",
        "a character is lost: the file is broken here, or a converter put a replacement sign for it",
        "the word around it may be read wrongly or not at all",
        "“Kế ho�ch” stands for “Kế hoạch”",
        "Put the character back, or convert the original once more.",
    ),
    "source.invisible-removed": Code(
        "info",
        "characters that nobody sees (zero-width, soft hyphen, direction) were left out; this is the first place",
        "pages copied from the web are full of them, and they part words that a reader sees whole",
        "“Sở\\u200b Nội vụ” is read as “Sở Nội vụ”",
        "Nothing need be done; paste as plain text to be rid of them.",
    ),
    "source.control-removed": Code(
        "warning",
        "control characters were left out of the text; this is the first place",
        "a text has none: they come from a printer's file or a broken conversion, and something may be lost with them",
        "“Quý II\\x03I” is read as “Quý III”",
        "Convert the original once more, and compare this place with it.",
    ),
    "ocr.uncertain": Code(
        "warning",
        "a deadline, party, budget, target or citation was recognised in an image, and not for certain",
        "a program reads “Quý III” as “Quý II” on a clean page: two readings differ here, or the one is unsure",
        "a scan with a seal over “Quý II/2026”",
        "Compare the value with the page that `places` names.",
    ),
    "ocr.drawing-left-out": Code(
        "info",
        "a seal or a signature in colour was left out of a scanned page, with all ink of its colour in its place",
        "it lies over words, which are read without it",
        "a red seal over the name of who signs",
        "Nothing need be done, unless that page has words in the colour of its seal below it.",
    ),
    "ocr.hidden-text": Code(
        "warning",
        "a page is a picture, and its words are those that the scanner's program has laid behind it, where nobody sees "
        "them: the picture itself could not be read here",
        "how sure they are is not known, and many such programs know no Vietnamese",
        "a scan that can be searched, read where tesseract is not installed",
        "Install tesseract with Vietnamese ('cchc-extract doctor' says how), or compare the page with its picture.",
    ),
    "ocr.page-unread": Code(
        "error",
        "a page was not read: it is damaged or a picture too large to unpack, or tesseract failed or took too long",
        "what stands on it is in no record",
        "a page that holds a picture of 20,000 by 20,000 dots",
        "Scan that page again, in black and white at 300 dots an inch.",
    ),
    "source.encoding-guessed": Code(
        "info",
        "nothing in the file names its encoding, and it is not UTF-8; the zero bytes of UTF-16 told it, or the words",
        "UTF-16 shows itself; of Windows-1258, TCVN3, VNI and VISCII the one was taken in which the words "
        "are Vietnamese syllables, and by far",
        "a file that a Windows program saved in the 1990s: “KÕ ho¹ch” in TCVN3 is “Kế hoạch”",
        "Save the document as UTF-8.",
    ),
    "source.tcvn3-redecoded": Code(
        "info",
        "text in TCVN3 that some program took for Latin-1 was read as the Vietnamese it is",
        "pages and Word files keep the letters of the old fonts (.VnTime) for single lines or cells, and no word of "
        "them would be recognised; only runs whose words become Vietnamese by it are touched",
        "“KÕ ho¹ch” is read as “Kế hoạch”",
        "Compare the place with the original, and convert it to Unicode there.",
    ),
    "source.vni-redecoded": Code(
        "info",
        "text in VNI that some program took for Latin-1 was read as the Vietnamese it is",
        "pages and Word files keep the letters of the old fonts (VNI-Times) for single lines or cells, and no word of "
        "them would be recognised; only runs whose words become Vietnamese by it are touched",
        "“Keá hoaïch” is read as “Kế hoạch”",
        "Compare the place with the original, and convert it to Unicode there.",
    ),
    "source.object-left-out": Code(
        "warning",
        "another document, a sheet or a diagram is put into the Word file as an object; it was left out",
        "its words are in a file of their own within the file, and a reader sees a picture of them",
        "an annex pasted from Excel as an object",
        "Open the object and save it as a file of its own, or paste it as a table.",
    ),
    "source.hidden-left-out": Code(
        "info",
        "sheets, rows or columns of the workbook are hidden; they were left out",
        "what nobody sees may be a draft or a list for drop-down cells, but also a task that a filter has put away",
        "a plan saved while a filter showed the rows of one agency",
        "Show what is hidden (and clear the filters) if it belongs to the document.",
    ),
    "source.structure-lost": Code(
        "warning",
        "the file was read by a program that loses its structure: automatic numbers, merged cells",
        "sections and items without their numbers may be put elsewhere, and what a merged cell holds is guessed",
        "a DOC file where LibreOffice is not installed",
        "Install LibreOffice ('cchc-extract doctor' says how), or save the file as DOCX and give that.",
    ),
    "source.field-left-out": Code(
        "info",
        "a field that shows today's date, the file's name or a lost reference was left out",
        "LibreOffice, which opened the file, fills it in anew; what it showed when it was saved is lost",
        "a DOC file with the field DATE in its letterhead",
        "Write the words themselves instead of the field, or save the file as DOCX in Word and give that.",
    ),
    "source.slanted-left-out": Code(
        "info",
        "words set at a slant, or in giant letters, across the text of the page were left out",
        "a watermark or a stamp is no text of the document, and its letters would stand among other words",
        "a draft with its status in large grey letters across each page",
        "Read the words in the file, if they matter.",
    ),
    "source.empty": Code(
        "error",
        "the text is empty",
        "there is nothing to extract; a file would have been refused",
        'extract("")',
        "Give the text of a document, or a Path to one.",
    ),
    "source.file-name": Code(
        "warning",
        "the text is one line that looks like a file's name, and there is no such file",
        "a path was probably meant; its name was read as a document",
        'extract("ke-hoach-2022.txt")',
        "Pass a pathlib.Path, which is always a file, and check the name.",
    ),
    # end of source
    # outline: what the segmenting of the text met
    "outline.block-repeated": Code(
        "warning",
        "a block is printed twice",
        "law sites print the opening as an excerpt and again in full; only one printing is read",
        "Điều 1 … Điều 3, then the letterhead and Điều 1 … Điều 3 once more",
        "Delete the printing that breaks off.",
    ),
    "outline.sentence-joined": Code(
        "info",
        "a sentence was cut and is joined",
        "a page break, a blank line or footnotes stood in the middle of it",
        "…hồ sơ công việc được xử lý | trên môi trường mạng",
        "Nothing, if the joined sentence reads well; else end the first part with a full stop.",
    ),
    "outline.heading-lost": Code(
        "warning",
        "a heading is missing from a numbered sequence",
        "its neighbours fix its label, and the items below it keep their path; its words are not known",
        "4. … a) b) c) then a) b) then 6. …: the heading 5 is lost",
        "Put the heading back before the first of its items.",
    ),
    "outline.annex-lost": Code(
        "warning",
        "the heading of an annex is missing",
        "a table without a heading stands where the numbering, or a list of annexes, has one annex more",
        "Phụ lục số 03, two tables, Phụ lục số 05",
        "Put the annex's heading back above its table.",
    ),
    "outline.number-skips": Code(
        "warning",
        "a number is left out of a sequence",
        "an item may be lost, or it may be a slip of the pen; nothing is put in its place",
        "3.1, 3.3",
        "Check the original; renumber if nothing is lost.",
    ),
    "outline.number-repeats": Code(
        "warning",
        "a number is used twice in a sequence",
        "two items share one label, so a path may name either",
        "3.3, 3.3",
        "Renumber.",
    ),
    "outline.number-restarts": Code(
        "info",
        "a numbering starts again within one section",
        "a heading may be lost there, but its neighbours do not fix its label",
        "2. … a) b) a) b) then 3. …",
        "Check whether a heading is missing before the second a).",
    ),
    "outline.footnote-uncalled": Code(
        "info",
        "a footnote that nothing calls",
        "its mark was lost from the text, so it cannot be placed",
        "⁷ Kế hoạch số 27/KH-UBND without a ⁷ in the text",
        "Put the mark back.",
    ),
    "prose.no-task-section": Code(
        "info",
        "numbered items give something to do, but stand in no section of tasks: no task is made of them",
        "a task of prose stands under a heading that names tasks, solutions, duties or how to carry them out",
        "a directive: … yêu cầu: over 1. Các bộ, ngành …, 2. Bộ Nội vụ …, without any heading",
        "Read the items in the outline; give them a heading (NHIỆM VỤ) where they are to be tasks.",
    ),
    # end of outline
    # table: how rows were found and joined, what a table is
    "table.not-tasks": Code(
        "info",
        "a table that holds neither tasks nor indicators; its text is kept, no record is made of it",
        "a table of tasks has something to be done and a lead or a deadline",
        "a list of servers, a schedule, a letterhead set as a table",
        "Nothing, unless its header names tasks in words the tool does not know.",
    ),
    "table.blank-form": Code(
        "info",
        "a table with a header of tasks and no tasks in it",
        "a form to be filled in has ordinals and empty cells",
        "TT | Nhiệm vụ | Chủ trì over the rows 1, 2, 3 with nothing beside them",
        "Nothing need be done.",
    ),
    "table.indicators-assigned": Code(
        "info",
        "a table of indicators says who is to reach them, or when; its records have no place for that",
        "indicators and targets are figures; the column stays in the text, and in no record",
        "Chỉ tiêu | ĐVT | Năm 2026 | Cơ quan chủ trì",
        "Nothing need be done.",
    ),
    "table.header-assumed": Code(
        "warning",
        "a table without a header of its own was read with the header of the table before it",
        "its columns might mean something else",
        "“Phụ lục II” followed at once by the row “1 | Xây dựng quy chế | …”",
        "Repeat the header above the table.",
    ),
    "table.interrupted": Code(
        "warning",
        "a line of text stands inside a table",
        "it is kept in the outline; it may belong to a cell that the conversion tore apart",
        "a sentence between the rows 4 and 5",
        "Move the line out of the table, or into its cell.",
    ),
    "table.dialect-conflict": Code(
        "warning",
        "lines could be read as a table in two ways; the reading that begins first was taken",
        "the other reading may be the right one",
        "rows parted by tabs inside a table drawn with bars",
        "Write the table in one way.",
    ),
    "table.unread": Code(
        "warning",
        "lines that read like the header of a table begin none whose rows could be told; they are kept as paragraphs",
        "the tasks below them are lost: without tabs or bars only the number of cells tells where a row begins",
        "“TT”, “Nội dung”, “Chủ trì”, “Thời gian” on lines of their own, and cells below them on several lines each",
        "Convert the original so that something marks its cells.",
    ),
    "row.cells-uncounted": Code(
        "warning",
        "a row has more cells than the header or fewer, and nothing says which; the first such row of a table",
        "a value may stand in a wrong column; where nothing marks the cells the rows from here on are paragraphs",
        "four cells, one a line, below a header of five",
        "Compare with the printed page; leave an empty cell empty, with its mark.",
    ),
    "column.unknown-role": Code(
        "warning",
        "a column whose header names no known role; its cells are kept under `other`",
        "a value may hide in it that belongs to a field",
        "“Mức độ ưu tiên”",
        "Use a common wording for the header, or report the wording.",
    ),
    "column.long-header": Code(
        "warning",
        "a header has more words than the name of a column",
        "a sentence that belongs elsewhere may have run into it; headers are not part of the records",
        "“Nội dung thực hiện Ban hành kèm theo Quyết định số …”",
        "Move the words that name no column out of the header.",
    ),
    "section.without-rows": Code(
        "info",
        "a section row heads no row, so that no record has it in its path",
        "its tasks may be lost, or it is a remark",
        "“III. Cải cách tài chính công” at the end of a table",
        "Look for the rows that belong below it.",
    ),
    "row.joined-across-break": Code(
        "info",
        "a part of a row after a page break was put to the cell above it",
        "the row was cut by a page",
        "“Sở Thông tin và” / “Truyền thông”",
        "Nothing need be done.",
    ),
    "row.cut-ambiguous": Code(
        "warning",
        "after a page break this could be the rest of the row above or a row of its own; the likelier was taken",
        "neither the ordinal nor the words decide it",
        "“Báo cáo quý” alone below a repeated header",
        "Compare with the printed page.",
    ),
    "row.fragment-repeats": Code(
        "info",
        "a part of a row after a page break only repeats the end of the cell above; it adds nothing",
        "some conversions print a line on both pages",
        "“… của UBND tỉnh” / “của UBND tỉnh”",
        "Compare with the printed page.",
    ),
    "row.total": Code(
        "info",
        "a row that sums up the others; no record is made of it",
        "its money would count twice",
        "“Tổng cộng | 2.350”",
        "Nothing need be done.",
    ),
    "ordinal.repeats": Code(
        "warning",
        "an ordinal stands twice in one section",
        "one of the two is misprinted, or a row is copied",
        "7, 7, 8",
        "Correct the numbering.",
    ),
    "ordinal.skips": Code(
        "warning",
        "a number is missing before this ordinal",
        "a row may be lost",
        "7, 9",
        "Look for the missing row, or correct the numbering.",
    ),
    "code.repeats": Code(
        "warning",
        "a code stands twice",
        "one of the two is misprinted",
        "“3.26.” twice",
        "Correct the code.",
    ),
    "code.skips": Code(
        "warning",
        "a code is missing before this one",
        "an item may be lost, or the code before it is misprinted",
        "“3.26.”, “3.28.”",
        "Look for the missing item, or correct the code.",
    ),
    "code.contradicts-parent": Code(
        "warning",
        "a code does not extend the code of the heading that it stands under",
        "it is kept as printed, and stays under the heading above it",
        "“1.1.1.” printed under “1.2.”",
        "Correct the code.",
    ),
    "cell.bracket-unbalanced": Code(
        "info",
        "a bracket in a cell is not closed, or closed twice",
        "the cell is kept as printed; a list is not parted inside a bracket",
        "“03 đơn vị (02 sở; 01 huyện”",
        "Close the bracket.",
    ),
    # end of table
    # deadline: against the document
    "deadline.before-plan-year": Code(
        "warning",
        "a deadline ends before the plan's year",
        "it is kept as printed; often it was copied from last year's plan",
        "“Trong năm 2024” in a plan for 2025",
        "Check the year.",
    ),
    # party: agencies and their parts
    "party.name-repaired": Code(
        "info",
        "an agency is written otherwise than its official name",
        "a lost comma, another separator or a misprint would make two agencies of one when records are counted",
        "“Các sở, ban ngành” is named “Các sở, ban, ngành”",
        "Write the agency's name as its founding decision has it.",
    ),
    "party.label-two-roles": Code(
        "info",
        "a label names two roles; the first counts",
        "a party has one role in a record",
        "“Cơ quan phối hợp, tổng hợp: Sở Nội vụ” makes Sở Nội vụ coordinating",
        "Name the agency twice, once under each label.",
    ),
    "party.label-without-role": Code(
        "info",
        "a label before an agency names no role; the column's role stands",
        "it may say where or when, which no field of a party holds",
        "“Cấp tỉnh: Sở Nội vụ”",
        "Nothing need be done if the column's role is meant.",
    ),
    "party.head-mixed-list": Code(
        "info",
        "a list under one head goes on with an agency that has its own",
        "the head was given to the members before it only, and where it ends is a judgement",
        "“các Sở: Y tế, Tư pháp, Văn phòng UBND tỉnh” names Sở Y tế, Sở Tư pháp and Văn phòng UBND tỉnh",
        "Put a semicolon and a head of its own after the list.",
    ),
    "party.unknown-agency": Code(
        "warning",
        "words in a column of agencies name none that is known",
        "they are kept as a party, but may be a person, a part of a name or another column's text",
        "“Theo danh sách” under “Cơ quan phối hợp”",
        "Check the cell; if it is an agency, add its head to grammars/agencies.toml.",
    ),
    "party.duty": Code(
        "info",
        "words after an agency say what it does and are no part of its name",
        "they are in the cell, but in no field of the party",
        "“Sở Tài chính bố trí kinh phí” gives Sở Tài chính",
        "Put what is to be done in the column of tasks.",
    ),
    "party.end-unsure": Code(
        "warning",
        "an agency's name seems to go on into what it does",
        "no word of duty is known behind it; a sentence is cut after the part that is known, else all is left whole",
        "“Các đơn vị” and eight words without a verb that is known, up to the full stop",
        "Check the lead; if a verb is missing, add it to grammars/parties.toml.",
    ),
    "party.none": Code(
        "warning",
        "a cell in a column of agencies names nobody",
        "the task has no party in this role",
        "“Theo quy định” under “Cơ quan chủ trì”",
        "Name the agency, or leave the cell empty.",
    ),
    "party.name-across-lines": Code(
        "info",
        "a dash at the start of a line is read as part of a unit's name, not as a bullet",
        "a unit's name may be cut by a page or a line; two units would be counted as one if the dash is a bullet",
        "“Phòng Kế hoạch” and “- Tài chính” on two lines is Phòng Kế hoạch - Tài chính",
        "Put a bullet or a number before both, or a semicolon between them, if they are two.",
    ),
    # end of party
    # accounting
    "accounting.residue": Code(
        "error",
        "text that went into no record, no heading and no paragraph",
        "it was not understood; nothing is dropped in silence",
        "a line of signs between two tables",
        "Compare with the document; report it if it holds a task.",
    ),
    # end of accounting
    # citation: legal documents mentioned
    "citation.date-impossible": Code(
        "warning",
        "a cited date is in no calendar",
        "only the part of it that can be true is kept",
        "Quyết định số 45/QĐ-UBND ngày 31/02/2022",
        "correct the date",
    ),
    "citation.number-blank": Code(
        "info",
        "a cited number is left blank",
        "the document cannot be looked up by it",
        "Quyết định số …/QĐ-UBND ngày …/12/2022",
        "fill in the number",
    ),
    "citation.number-form": Code(
        "info",
        "a cited number is printed with a space within, or without its hyphen or its year",
        "the space is removed, a lost hyphen is not put in",
        "Quyết định số 12/2019/QĐUBND",
        "write the number as its document does",
    ),
    "citation.tail-shared": Code(
        "info",
        "a citation takes its date or issuer from the one it is joined to",
        "the words stand once, behind the last of several numbers",
        "Nghị định số 45/2020/NĐ-CP và Nghị định số 42/2022/NĐ-CP của Chính phủ",
        "nothing, if it is meant so",
    ),
    "citation.two-dates": Code(
        "warning",
        "one number is cited with two dates",
        "they count as two documents; one date may be a misprint",
        "Kế hoạch số 27/KH-UBND ngày 31/01/2022 … Kế hoạch số 27/KH-UBND ngày 02/02/2022",
        "correct the date that is wrong",
    ),
    "citation.type-contradicts-number": Code(
        "info",
        "a cited document is called by another type than its number tells",
        "the printed type is kept",
        "Kế hoạch số 118/QĐ-UBND",
        "correct the type or the number",
    ),
    "citation.type-misprint": Code(
        "info",
        "the type of a cited document is misprinted",
        "the type is given in its right spelling, the text as printed",
        "Chi thị số 19/CT-TTg",
        "correct the word",
    ),
    "citation.year-contradicts-date": Code(
        "warning",
        "the year in a cited number is not the year of its date",
        "one of the two is a misprint; both are kept",
        "Nghị định số 138/2002/NĐ-CP ngày 27/11/2020",
        "correct the number or the date",
    ),
    # end of citation
    # -- fields: time and money
    "deadline.year-assumed": Code(
        "info",
        "a deadline without a year was put in the plan's year",
        "a quarter, month or day alone has no place in a calendar",
        "Quý III",
        "name the year: Quý III/2026",
    ),
    "deadline.run-together": Code(
        "info",
        "two deadlines stand in one cell with nothing between them",
        "they are taken for two, not for one stretch of time",
        "Trước ngày 31/12/2025 Quý IV/2026",
        "part them by a semicolon, and name what each is for",
    ),
    "deadline.year-unknown": Code(
        "warning",
        "a deadline names no year and the document gives none",
        "its days cannot be told; the value says XXXX for the year",
        "Tháng 3",
        "name the year in the cell, or in the document's title",
    ),
    "deadline.school-year": Code(
        "info",
        "a school year was read as the years that it names, from January to December",
        "when it begins and ends is set for each province every year, and stands in another document",
        "Năm học 2026 - 2027",
        "name the months, or the days",
    ),
    "deadline.impossible-date": Code(
        "warning",
        "a deadline names a day, month or quarter that the calendar does not have",
        "no day can be told without a guess",
        "Trước ngày 31/6/2026",
        "correct the date",
    ),
    "deadline.ends-before-it-begins": Code(
        "warning",
        "a deadline's period ends before it begins",
        "one of its two ends must be wrong, and nothing says which",
        "Từ 30/6/2026 đến 01/02/2026",
        "correct the earlier or the later date",
    ),
    "deadline.issue-day-unknown": Code(
        "warning",
        "a deadline counts from the day of issue, which the document does not tell",
        "its first and last day stay open",
        "30 ngày kể từ ngày ban hành",
        "fill in the document's date",
    ),
    "deadline.no-period": Code(
        "info",
        "a deadline recurs, but how often is not said",
        "no rule of recurrence can be given",
        "Báo cáo định kỳ",
        "name the period: định kỳ hàng quý",
    ),
    "deadline.unread": Code(
        "info",
        "a part of a deadline cell names no time",
        "the rest of the cell was read without it",
        "Quý II/2026; Sở Nội vụ tổng hợp",
        "keep the time apart from other remarks",
    ),
    "deadline.unreadable": Code(
        "warning",
        "a deadline cell names no time that can be read",
        "the deadline is kept as it stands, of kind unknown",
        "Đã hoàn thành",
        "write a date, a period or a condition",
    ),
    "budget.several-amounts": Code(
        "warning",
        "a budget cell holds several amounts",
        "whether they add up, or are years or sources of one sum, is not said; none was taken",
        "Năm 2026: 200 triệu đồng; năm 2027: 300 triệu đồng",
        "give one amount to a row",
    ),
    "budget.no-unit": Code(
        "warning",
        "an amount has no unit, in the cell or in its header",
        "it may be đồng, thousands or millions",
        "400",
        "name the unit in the header: Kinh phí (triệu đồng)",
    ),
    "budget.unit-assumed": Code(
        "info",
        "an amount without a unit was read in đồng",
        "it is too large to be counted in thousands or millions",
        "500.000.000",
        "name the unit in the header: Kinh phí (đồng)",
    ),
    "budget.odd-number": Code(
        "warning",
        "a point in an amount groups no thousands and was read as a decimal point",
        "Vietnamese figures group thousands with the point and have a decimal comma",
        "2.5",
        "write 2,5",
    ),
    "budget.unread": Code(
        "warning",
        "figures in a budget cell could not be read as one amount",
        "no amount was taken",
        "Đợt 1: 200, đợt 2: 300",
        "give one amount to a row",
    ),
    # -- end of fields: time and money
    # document: facts of the opening and the closing
    "document.date-blank": Code(
        "info",
        "the day of issue is not filled in",
        "only its known part is given; times counted from it cannot be computed",
        "Hà Nam, ngày … tháng 12 năm 2022",
        "fill in the date",
    ),
    "document.date-impossible": Code(
        "warning",
        "the day of issue is in no calendar",
        "only the part of it that can be true is kept",
        "Hà Nam, ngày 31 tháng 11 năm 2022",
        "correct the date",
    ),
    "document.issuer-completed": Code(
        "info",
        "the letterhead has lost its second line",
        "the issuer's place is taken from the first paragraph",
        "ỦY BAN NHÂN DÂN … Ủy ban nhân dân tỉnh Hà Nam ban hành Kế hoạch như sau:",
        "restore the letterhead",
    ),
    "document.issuer-not-in-header": Code(
        "info",
        "there is no letterhead that names a body",
        "the issuer is taken from the enacting line, a bracket or the first paragraph",
        "(Kèm theo Kế hoạch số 7/KH-UBND của UBND tỉnh)",
        "give the document its letterhead",
    ),
    "document.no-letterhead": Code(
        "info",
        "the document has neither number nor day of issue nor issuer",
        "none of them is made up; a quarter or a month in it has no day of issue to count from",
        "a text that begins with BÁO CÁO and its title",
        "give the document its letterhead",
    ),
    "document.signer-from-site": Code(
        "info",
        "the signature names nobody",
        "the signer is taken from the law site's own rows",
        "Người ký | Trần Văn Bình",
        "give the signature its name",
    ),
    "document.type-not-in-title": Code(
        "info",
        "no type stands over the title",
        "the type is taken from the enacting line",
        "BAN HÀNH KẾ HOẠCH NĂM 2026, and under it QUYẾT ĐỊNH:",
        "put the type above the title",
    ),
    "document.no-type": Code(
        "info",
        "the document does not say what it is",
        "its kind is 'other'",
        "a text without KẾ HOẠCH, BÁO CÁO, QUYẾT ĐỊNH …",
        "put the type above the title",
    ),
    "document.number-blank": Code(
        "info",
        "the document's number is not filled in",
        "only its known part is given",
        "Số:      /KH-SNV",
        "fill in the number",
    ),
    "document.number-spacing": Code(
        "info",
        "the document's number is printed with a space within",
        "the space is removed",
        "Số: 31 /QĐ-UBND",
        "nothing",
    ),
    "document.province-spelling": Code(
        "info",
        "the province's name is misspelt",
        "its official name is given",
        "ỦY BAN NHÂN DÂN TỈNH THÁI NGUYỄN",
        "correct the name",
    ),
    "document.province-unlisted": Code(
        "info",
        "the province named is in no list of provinces",
        "the name is given as it is printed",
        "ỦY BAN NHÂN DÂN TỈNH SÔNG VÀNG",
        "check the name",
    ),
    "document.province-from-text": Code(
        "info",
        "neither letterhead, place nor title names the province",
        "it is the one that the text names above all others",
        "báo cáo của một huyện không có tên tỉnh",
        "name the province in the title",
    ),
    "document.year-of-issue": Code(
        "info",
        "the title names no year",
        "the year of issue is taken for the plan's",
        "KẾ HOẠCH Thực hiện công tác cải cách hành chính",
        "name the year in the title",
    ),
    # end of document
    # party: who does it, and how the mention was read
    # end of party
    # target: quantities of objectives
    "target.percent-over-100": Code(
        "info",
        "an objective sets more than 100%",
        "it is kept as printed; it may be a misprint",
        "Đạt 120% kế hoạch",
        "correct the number, if it is one",
    ),
    "target.fraction": Code(
        "info",
        "an objective sets a share as a fraction",
        "a target's value is a number, and a third has none that is exact; no target was made of it",
        "Cắt giảm 1/3 thời gian giải quyết",
        "give the share in percent",
    ),
    # end of target
}


def diagnose(code: str, span: Span | None, seen: str = "") -> Diagnostic:
    """A diagnostic of a registered code. Raises KeyError for a code that is not registered."""
    entry = CODES[code]
    return Diagnostic(code, entry.severity, f"{entry.what}: {seen}" if seen else entry.what, span)
