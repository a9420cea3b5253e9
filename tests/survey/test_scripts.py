import pytest

from survey import scripts
from survey.scripts import assemble


def write(folder, **modules: str):
    paths = []
    for name, text in modules.items():
        paths.append(folder / f"{name}.js")
        paths[-1].write_text(text, "utf-8")
    return paths


def test_modules_become_one_without_what_only_people_read(tmp_path):
    modules = write(
        tmp_path,
        first="// A reason.\nexport function one() {\n  // Another.\n  return 1;\n}\n",
        second='import { one } from "./a.js";\n/* L. */\nexport const two = one();\n',
    )

    text = assemble(modules, head="const SAID = 1;\n", lends=["two"]).text

    assert text == (
        "const SAID=1;function one(){return 1;}\nconst two=one();export{two};"
    )


def test_what_stands_in_quotes_and_patterns_is_left_alone(tmp_path):
    modules = write(
        tmp_path,
        one='const told = "a  // b";\nconst spaced = /[/ "]  x/g.test(told);\n'
        "const both = `told  ${told} // spaced`;\nconst less = 1 - -1;\n",
    )

    text = assemble(modules).text

    assert '"a  // b"' in text
    assert '/[/ "]  x/g' in text
    assert "`told  ${told} // spaced`" in text
    assert "1- -1" in text


def test_names_within_are_shortened_and_what_is_lent_keeps_its_own(tmp_path):
    pytest.importorskip("minify")
    modules = write(tmp_path, one="export function lent(given) { return given * 2; }\n")

    text = assemble(
        modules, head='import { a } from "./b.js";\n', lends=["lent"], short=True
    ).text

    assert text.startswith('import{a}from"./b.js";export const{lent}=')
    assert "given" not in text


def test_without_the_library_the_script_is_longer_and_does_the_same(
    tmp_path, monkeypatch
):
    modules = write(tmp_path, one="const given = 1;\n")
    monkeypatch.setattr(scripts, "SHORTENING", "import nothing_of_the_kind")

    assert assemble(modules, short=True).text == assemble(modules).text


def test_another_content_is_another_version(tmp_path):
    modules = write(tmp_path, one="const one = 1;\n")
    before = assemble(modules).version

    write(tmp_path, one="const one = 2;\n")

    assert assemble(modules).version != before
