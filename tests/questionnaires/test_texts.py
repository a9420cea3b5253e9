from questionnaires import content_hash, speaking, texts_of, to_document
from tests.survey.responses.questionnaires_at_hand import real

QUICK = real("quick_counter")


def test_every_sentence_of_a_form_has_a_key():
    texts = texts_of(QUICK)

    assert list(texts)[:3] == ["title", "item.overall", "scale.satisfaction.5"]
    assert texts["item.reasons.90"]["vi"] == "Lý do khác"
    assert texts["item.comment.hint"]["en"].startswith("Please do not write")
    assert list(texts)[-1] == "closing"


def test_a_shared_scale_is_translated_once():
    texts = texts_of(real("five_factor_service"))

    assert sum(key.startswith("scale.") for key in texts) < 10
    assert len([key for key in texts if key.startswith("page.")]) > 1


def test_a_translation_is_laid_over_the_instrument():
    said = {key: f"<{key}>" for key in texts_of(QUICK)}

    spoken = speaking(QUICK, {"qaa": said})

    assert {key: text["qaa"] for key, text in texts_of(spoken).items()} == said
    assert spoken.item("overall").options[0].label["qaa"] == "<scale.satisfaction.5>"
    assert spoken.item("overall").text["vi"] == QUICK.item("overall").text["vi"]


def test_what_is_not_translated_has_no_entry_and_the_frozen_one_stays():
    digest = content_hash(to_document(QUICK))

    spoken = speaking(QUICK, {"qaa": {"title": "Qaa"}})

    assert spoken.title["qaa"] == "Qaa"
    assert "qaa" not in spoken.item("overall").text
    assert "qaa" not in QUICK.title
    assert content_hash(to_document(QUICK)) == digest
