from survey.scripts import assemble, smaller


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
        "const SAID = 1;\nfunction one() {\nreturn 1;\n}\n"
        "const two = one();\nexport { two };\n"
    )


def test_another_content_is_another_version(tmp_path):
    modules = write(tmp_path, one="const one = 1;\n")
    before = assemble(modules).version

    write(tmp_path, one="const one = 2;\n")

    assert assemble(modules).version != before


def test_own_names_become_short_and_those_of_properties_stay():
    text = (
        "function counted(records, state) { const found = records.filter(r => "
        "r.state === state); return { found, size: found.length }; }\n"
        "const waiting = counted([], 'x');\n"
    )

    small = smaller(text)

    assert "counted" not in small
    assert "waiting" not in small
    assert "return{found,size:found.length}" in small
    assert "r.state===state" in small


def test_what_stands_in_quotes_and_patterns_is_left_alone():
    text = (
        'const told = "a  // b";\nconst spaced = /[/ "]  x/g.test(told);\n'
        "const both = `told ${told} spaced ${both.spaced}`;\n"
        "const less = 1 - -1;\n"
    )

    small = smaller(text)

    assert '"a  // b"' in small
    assert '/[/ "]  x/g' in small
    assert "`told ${" in small
    assert "${told}" not in small
    assert ".spaced}`" in small
    assert "1- -1" in small
