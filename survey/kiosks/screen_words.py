"""The sentences on a kiosk's screens: the script carries them, in every language.

Places in them are filled in by the script. It counts no plurals, so a number
stands where its noun needs none.
"""

from survey.i18n import LANGUAGES, language, use_language
from survey.i18n import lazy_gettext as _l

_FOR_VISITORS = {
    "attract": _l("How satisfied are you with how you were served today?"),
    "begin": _l("Rate now"),
    "how_long": _l("About %(n)s min. No name, no telephone number."),
    "which_counter": _l("Which counter served you?"),
    "counter_name": _l("Counter %(n)s"),
    "wrong_counter": _l("Wrong counter"),
    "back": _l("Back"),
    "next": _l("Continue"),
    "send": _l("Send"),
    "promise": _l(
        "Nobody at the office learns how you rated. Ratings are put together with "
        "those of at least 10 people."
    ),
    "progress": _l("%(n)s / %(total)s"),
    "listen": _l("Listen to the question"),
    "silence": _l("Stop reading"),
    "smaller": _l("Smaller letters"),
    "larger": _l("Larger letters"),
    "contrast": _l("High contrast"),
    "language": _l("Language"),
    "still_there": _l("Do you want to go on?"),
    "still_there_gone": _l(
        "In %(n)s seconds the screen starts anew, and what is on it is gone."
    ),
    "still_there_kept": _l(
        "In %(n)s seconds what you have answered is sent, and the screen starts anew."
    ),
    "go_on": _l("Go on"),
    "thanks": _l("Thank you"),
    "thanks_more": _l(
        "Your form is sealed and will be sent. Nobody at the office can read it."
    ),
    "not_kept": _l("Your answers could not be kept"),
    "not_kept_advice": _l(
        "This device has no room left, and nothing was sent. Please tell the staff at "
        "the counter."
    ),
    "try_again": _l("Try again"),
    "give_up": _l("Leave without sending"),
}
_NOTICE = {
    "notice": _l("Your privacy"),
    "notice_names": _l(
        "We ask for no name, telephone number or dossier number. Please write none "
        "into your comment."
    ),
    "notice_device": _l(
        "As soon as you have finished, your answers are sealed: neither this device "
        "nor the staff of the office can read them."
    ),
    "notice_gone": _l("What you do not finish is removed from the screen."),
    "notice_partial": _l(
        "What you have answered when you walk away is sent as well, as an unfinished "
        "form."
    ),
    "notice_kept": _l(
        "Of your form we keep the answers, the language, the counter and the day. "
        "Counter and day are removed when the form is mixed with others, at the end of "
        "the period at the latest."
    ),
    "notice_proof": _l(
        "A form that was sent from this device cannot be changed or withdrawn: nobody "
        "can tell which one was yours."
    ),
    "notice_complaint": _l(
        "This is not the way to make a complaint or a denunciation: nobody can answer "
        "you here. Please take those to the authority that the law names."
    ),
}
_CLOSED_DOORS = {
    "revoked_title": _l("This device was revoked"),
    "revoked_advice": _l(
        "It takes no more ratings. To rate, please scan the QR code at the counter."
    ),
    "stale_title": _l("This device has had no network for 14 days"),
    "stale_advice": _l(
        "It takes no new ratings until it has reached the platform again. What was "
        "rated before is kept and will be sent."
    ),
    "closed_title": _l("No rating is open at the moment"),
    "closed_advice": _l("Thank you for wanting to rate. Please come back later."),
    "unfetched_title": _l("The form is not on this device yet"),
    "unfetched_advice": _l("It needs the network once. Please tell the staff."),
    "unsupported": _l("This device cannot be a kiosk yet"),
    "insecure": _l(
        "Open this page at an address that begins with https, or on the computer that "
        "the platform runs on (http://localhost). Browsers keep keys, and work without "
        "a network, nowhere else."
    ),
    "too_old": _l(
        "This browser is too old, or runs in a private window. Install a current "
        "Chrome, Chromium or Edge and open an ordinary window."
    ),
    "no_storage": _l(
        "This browser lets pages keep nothing. Allow this site to store data, and "
        "leave private windows."
    ),
}
_FOR_STAFF = {
    "enrol_title": _l("Make this device a kiosk"),
    "enrol_advice": _l(
        "Ask the administrator for a code of this kiosk. It is good for ten minutes."
    ),
    "enrol_code": _l("Enrolment code"),
    "enrol": _l("Enrol"),
    "enrol_no_network": _l(
        "The platform could not be reached. Check the network and try again."
    ),
    "waiting": _l("Forms waiting: %(n)s"),
    "offline": _l("No network"),
    "online": _l("Connected"),
    "clock_wrong": _l("The clock is wrong"),
    "clock_right": _l("Right"),
    "storage_kept": _l("Promised to be kept"),
    "storage_refused": _l("The browser may clear what waits"),
    "storage_unknown": _l("Not known"),
    "pin_title": _l("For staff: the PIN"),
    "pin_typed": _l("Digits typed: %(n)s"),
    "pin_wrong": _l("This PIN is wrong."),
    "pin_wait": _l("Too many wrong PINs. Please wait %(n)s seconds."),
    "delete": _l("Delete"),
    "staff_title": _l("Kiosk: %(name)s"),
    "queue": _l("Forms waiting"),
    "queue_oldest": _l("The oldest has waited"),
    "days": _l("%(n)s days"),
    "queue_refused": _l("Refused by the platform"),
    "queue_quarantined": _l("Set apart for a decision"),
    "last_contact": _l("Last contact"),
    "clock": _l("Clock"),
    "storage": _l("Storage"),
    "version": _l("Software version"),
    "refused_because": _l("Why forms were refused"),
    "send_now": _l("Send now"),
    "sending": _l("Sending …"),
    "export": _l("Export to a file"),
    "exported": _l("Forms in the file: %(n)s. They also stay here."),
    "look_for_update": _l("Look for a new version"),
    "looking": _l("Looking …"),
    "update_found": _l("There is a new version. It begins on the start screen."),
    "update_none": _l("This is the newest version that can be reached."),
    "enrol_anew": _l("Enrol anew"),
    "to_start": _l("To the start screen"),
    "leave": _l("Leave the kiosk"),
}
WORDS = {**_FOR_VISITORS, **_NOTICE, **_CLOSED_DOORS, **_FOR_STAFF}


def in_every_language() -> dict[str, dict[str, str]]:
    """Return every sentence by language and key."""
    asked_for = language()
    told = {}
    for code in LANGUAGES:
        use_language(code)
        told[code] = {key: str(words) for key, words in WORDS.items()}
    use_language(asked_for)
    return told
