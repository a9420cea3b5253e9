from survey.forms import FlaskForm


class SureForm(FlaskForm):
    """A page that asks once more; its button is the answer."""
