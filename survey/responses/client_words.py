"""The sentences that scripts say: those of the pages, said by the same catalogue."""

from survey import formats
from survey.i18n import gettext as _
from survey.i18n import ngettext, sentences_in

# What a script puts in, the way the catalogue spells a place.
NUM = "%(num)s"


def asking() -> dict[str, str]:
    """Return what is said while questions are asked, in the request's language."""
    return {"lang": sentences_in(), **_on_pages(), **_of_problems()}


def keeping() -> dict[str, str]:
    """Return what is said at the end, and of what this device still holds."""
    return {"lang": sentences_in(), **_at_the_end(), **_of_waiting()}


def _on_pages() -> dict[str, str]:
    return {
        "thousands": formats.number(1000)[1],
        "not_required": _("not required"),
        "characters": _("%(longest)s characters at most."),
        "question": _("Question %(position)s / %(total)s"),
        "question_numbered": _("Question %(numbers)s · %(position)s/%(total)s"),
        "minute": _minutes(1),
        "minutes": _minutes(2),
        "no_minute": _("less than a minute left"),
        "so_far": _("Answered so far"),
        "language": _("Language"),
        "back": _("Back"),
        "continue": _("Continue"),
        "listen": _("Listen to the question"),
        "listen_answer": _("Listen to the answer"),
    }


def _minutes(n: int) -> str:
    return ngettext(
        "about %(num)s minute left", "about %(num)s minutes left", n, num=NUM
    )


def _of_problems() -> dict[str, str]:
    return {
        "error": _("Error:"),
        "look_again": _("Please look at this once more"),
        "which": _("Question %(number)s: %(advice)s"),
        "choose_level": _("Please choose a level before you continue."),
        "choose_answer": _("Please choose an answer before you continue."),
        "fill_in": _("Please fill this in before you continue."),
        "shorten": _("Please shorten this to %(longest)s characters."),
        "not_text": _("Some characters could not be read. Please type this once more."),
        "whole_number": _("Please write a whole number from %(low)s to %(high)s."),
        "choose_shown": _("Please choose one of the answers shown."),
    }


def _at_the_end() -> dict[str, str]:
    return {
        "look_through": _("Look through your answers"),
        "one_asked": ngettext("%(num)s question", "%(num)s questions", 1, num=NUM),
        "asked": ngettext("%(num)s question", "%(num)s questions", 2, num=NUM),
        "left_blank": _("left blank"),
        "change": _("Change"),
        "change_which": _("question %(number)s"),
        "final": _(
            "Once sent, the form cannot be changed or withdrawn: nobody can tell any "
            "more which one was yours."
        ),
        "final_with_code": _(
            "Once sent, the form can be replaced or withdrawn with your code and the "
            "receipt until the coming night. After that nobody can tell any more which "
            "one was yours."
        ),
        "send": _("Send"),
        "counted": _("Your form is counted"),
        "thanks": _("Thank you for taking the time."),
        "receipt": _("Receipt code"),
        "proves": _(
            "The code proves that a form was counted. It does not say what was "
            "answered, nor which office was rated. Whether you keep it is up to you; "
            "it can be looked up for 120 days."
        ),
        "open_receipt": _("Open the page of this receipt"),
        "what_now": _("What happens now"),
        "published": _(
            "When the period is over, your answers are published together with "
            "those of others, once there are at least 10 forms about the office."
        ),
        "call": _("Ask the head of the centre to call you"),
        "call_apart": _("Apart from the rating, which is not passed on with it."),
        "results": _("See the results"),
        "others": _("Rate another office"),
    }


def _of_waiting() -> dict[str, str]:
    return {
        "begun": _("You have begun this form on this device."),
        "go_on": _("Go on with the form begun"),
        "anew": _("Start anew"),
        "sending": _("Sending the form …"),
        "kept": _("Your form is kept on this device"),
        "kept_how": _(
            "It will be sent by itself when there is a signal. Please open this page "
            "once more later on, so that it can be."
        ),
        "one_waiting": _waiting(1),
        "waiting": _waiting(2),
        "send_now": _("Send again now"),
        "sent_later": _("A form that was kept on this device is counted."),
        "refused": _("Your form was not counted"),
        "understood": _("I have read this"),
    }


def _waiting(n: int) -> str:
    return ngettext(
        "%(num)s form waits on this device to be sent.",
        "%(num)s forms wait on this device to be sent.",
        n,
        num=NUM,
    )
