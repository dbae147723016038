"""Files, and what is shown of them."""

from __future__ import annotations

from tests.threats.rule import Change, Rule, Threat

__all__ = ["FILES", "OUTPUT"]

_PNG = "unit/containers/test_containers_png.py::"
_SVG = "unit/containers/test_containers_svg.py::"
_JSON = "unit/test_strictjson.py::"

FILES = (
    Threat(
        "F1",
        "compressed bombs in pictures, huge dimensions",
        (
            Rule(
                "the badge is unpacked up to a limit, nothing else at all",
                Change("containers/png.py", "    if len(plain) > limits.json_bytes:", "    if False:"),
                (_PNG + "test_a_bomb_is_not_inflated",),
            ),
        ),
    ),
    Threat(
        "F2",
        "lengths that overflow, blocks cut short, false checksums",
        (
            Rule(
                "no block reaches beyond the file",
                Change("containers/png.py", "        if end + 4 > size:", "        if False:"),
                (_PNG + "test_the_offset_of_the_cut_block_is_told",),
            ),
            Rule(
                "a badge after the end of the picture is refused",
                Change("containers/png.py", "            _check_tail(data, position)\n", ""),
                (_PNG + "test_a_badge_after_the_end_is_refused",),
            ),
            Rule(
                "blocks are counted",
                Change(
                    "containers/png.py",
                    "for number in range(limits.png_chunks):",
                    "for number in range(len(data)):",
                ),
                (_PNG + "test_the_number_of_chunks_is_bounded",),
            ),
        ),
    ),
    Threat(
        "F3",
        "two badges in one picture: one is verified, the other shown",
        (
            Rule(
                "PNG: one badge, of any generation",
                Change("containers/png.py", "    if len(chunks) > 1:", "    if False:"),
                (_PNG + "test_two_badges_in_one_picture_are_refused",),
            ),
            Rule(
                "SVG: one element",
                Change("containers/svg.py", "    if len(picture.badges) > 1:", "    if False:"),
                (_SVG + "test_two_badges_in_one_picture_are_refused",),
            ),
            Rule(
                "SVG: one badge in it",
                Change(
                    "containers/svg.py",
                    "if attribute != body and attribute not in _addresses(payload):",
                    "if False:",
                ),
                (_SVG + "test_two_badges_in_one_picture_are_refused",),
            ),
        ),
    ),
    Threat(
        "F4",
        "XML with entities, DTDs, other encodings, 200,000 levels",
        (
            Rule(
                "no definitions inside the picture",
                Change("containers/svg_scan.py", "        if internal_subset:", "        if False:"),
                (_SVG + "test_definitions_inside_the_picture_are_refused",),
            ),
            Rule(
                "depth",
                Change("containers/svg_scan.py", "elif self._depth > self._most_depth:", "elif False:"),
                (_SVG + "test_the_depth_is_bounded",),
            ),
            Rule(
                "tags are counted before parsing",
                Change("containers/svg_scan.py", "if data.count(sign) > most:", "if False:"),
                (_SVG + "test_the_number_of_tags_and_attributes_is_bounded_before_parsing",),
            ),
            Rule(
                "UTF-8 alone",
                Change(
                    "containers/svg_scan.py",
                    "if encoding is not None and encoding.lower() not in _ENCODINGS:",
                    "if False:",
                ),
                (_SVG + "test_other_declared_encodings_are_refused",),
            ),
        ),
    ),
    Threat(
        "F5",
        "a badge in a comment, under a foreign or undeclared prefix",
        (
            Rule(
                "the root is an SVG picture, by its namespace",
                Change(
                    "containers/svg_scan.py", "            if name != _SVG_ROOT:", "            if False:"
                ),
                (_SVG + "test_the_root_must_be_svg",),
            ),
        ),
    ),
    Threat(
        "F6",
        "JSON with 200,000 brackets, endless numbers, NaN, half characters, other encodings",
        (
            Rule(
                "depth",
                Change("strictjson.py", "        if depth > limit:", "        if False:"),
                (_JSON + "test_the_depth_is_bounded",),
            ),
            Rule(
                "size",
                Change("strictjson.py", "    if len(data) > limits.json_bytes:", "    if False:"),
                (_JSON + "test_the_size_is_bounded",),
            ),
            Rule(
                "names stand in the path of everything below them",
                Change("places.py", "        if self._left < 0:", "        if False:"),
                (
                    "unit/test_places.py::test_all_paths_together_have_so_many_characters",
                    "unit/proofs/test_sd_jwt.py::"
                    "test_names_may_be_so_long_that_the_places_below_them_have_this_many_characters",
                    "unit/checks/test_check_nested_bounds.py::"
                    "test_the_names_around_the_credentials_of_a_resume_may_be_long_and_not_endless",
                    "unit/extensions/test_extensions.py::"
                    "test_a_long_name_is_written_down_where_an_extension_lies_below_it_and_nowhere_else",
                ),
            ),
            Rule(
                "no half characters",
                Change("strictjson.py", '                item.encode("utf-8")', "                pass"),
                (_JSON + "test_half_a_character_pair_is_refused",),
            ),
            Rule(
                "no byte order mark",
                Change("strictjson.py", '    if text.startswith("\\ufeff"):', "    if False:"),
                (_JSON + "test_a_byte_order_mark_is_refused",),
            ),
            Rule(
                "numbers of reasonable length",
                Change(
                    "strictjson.py",
                    "if len(literal) > digits or not math.isfinite(value):",
                    "if False:",
                ),
                (_JSON + "test_numbers_are_finite_and_of_reasonable_length",),
            ),
        ),
    ),
    Threat(
        "F7",
        "dates that do not exist, in foreign digits, beyond the years",
        (
            Rule(
                "one grammar, in ASCII",
                Change(
                    "dates.py",
                    '        raise Malformed("date.malformed", path, text=text)\n    try:\n        at = _instant',
                    "        return Timestamp(datetime.now(UTC), True, text)\n    try:\n        at = _instant",
                ),
                ("unit/test_dates.py::test_other_forms_are_malformed",),
            ),
        ),
    ),
    Threat(
        "F8",
        "an end under the name of another data model",
        (
            Rule(
                "every name of an end counts, the narrowest window wins",
                Change(
                    "checks/validity.py",
                    '_UNTIL = ("validUntil", "expirationDate", "expires")',
                    '_UNTIL = ("validUntil", "expires")',
                ),
                ("unit/checks/test_check_validity.py::test_the_dates_of_both_data_models_count",),
            ),
        ),
    ),
)

OUTPUT = (
    Threat(
        "F9",
        "terminal escapes, text that runs backwards, invisible letters, three megabytes of name",
        (
            Rule(
                "what acts or hides is written out",
                Change(
                    "safetext.py",
                    "if category in _ESCAPED_CATEGORIES or ch in _BLANK:",
                    "if False:",
                ),
                (
                    "unit/test_safetext.py::test_what_acts_or_hides_is_written_out",
                    "unit/cli/test_cli.py::test_no_text_of_a_badge_reaches_the_terminal_as_it_is",
                    "unit/test_messages.py::test_hostile_parameters_stay_one_harmless_line",
                    "security/test_output.py::test_no_text_acts_on_a_terminal_or_hides",
                ),
            ),
            Rule(
                "no link of Markdown shows one thing and leads to another",
                Change("safetext.py", '*\\s*=)|\\](?=\\()""")', '*\\s*=)""")'),
                (
                    "unit/test_safetext.py::test_what_acts_or_hides_is_written_out",
                    "security/test_every_output.py::test_no_exception_says_a_text_as_it_is",
                ),
            ),
            Rule(
                "files that cannot be read are named harmlessly",
                Change("errors.py", "super().__init__(clean(message, _MOST))", "super().__init__(message)"),
                ("security/test_every_output.py::test_no_exception_says_a_text_as_it_is",),
            ),
            Rule(
                "a complaint about a call quotes harmlessly",
                Change("cli/main.py", "super().error(render.plain(message))", "super().error(message)"),
                ("security/test_every_output.py::test_no_command_prints_a_text_as_it_is",),
            ),
            Rule(
                "length",
                Change("safetext.py", "    cut = len(text) > limit\n", "    cut = False\n"),
                ("unit/test_safetext.py::test_the_length_is_bounded",),
            ),
            Rule(
                "no text of a badge ends the script of a page around a report or a portfolio",
                Change("safetext.py", "ensure_ascii=True).translate(_HTML_SIGNS)", "ensure_ascii=True)"),
                (
                    "security/test_output.py::test_a_report_in_the_script_of_a_page_stays_there",
                    "security/test_output.py::test_a_portfolio_in_the_script_of_a_page_stays_there",
                ),
            ),
            Rule(
                "a log tells places in the code, and nothing that a badge says",
                Change("safetext.py", "{type(error).__name__}\\n{''", "{error}\\n{''"),
                ("security/test_output.py::test_a_fault_of_ours_is_logged_without_what_the_badge_says",),
            ),
        ),
    ),
)
