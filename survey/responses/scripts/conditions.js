// When an item is asked: the trees of questionnaires/expression_json.py.
//
// Answers are typed: a code or a number, a list of chosen codes, or words. A
// comparison with what was not answered is false, whatever its operator.

const OPERATORS = {
  "=": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

export function holds(tree, answers) {
  const [kind, ...parts] = tree;
  switch (kind) {
    case "and":
      return parts.every((part) => holds(part, answers));
    case "or":
      return parts.some((part) => holds(part, answers));
    case "not":
      return !holds(parts[0], answers);
    case "answered":
      return isThere(valueOf(parts[0], answers));
    case "selected": {
      const chosen = valueOf(parts[0], answers);
      return Array.isArray(chosen) && chosen.includes(parts[1]);
    }
    default:
      return compares(kind, valueOf(parts[0], answers), valueOf(parts[1], answers));
  }
}

function valueOf(operand, answers) {
  if (!Array.isArray(operand)) return operand;
  const [, item, missing = []] = operand;
  // An item may be called `constructor`, which every object has.
  if (!Object.prototype.hasOwnProperty.call(answers, item)) return null;
  const answer = answers[item];
  if (Array.isArray(answer)) return answer.filter((code) => !missing.includes(code));
  return typeof answer === "number" && missing.includes(answer) ? null : answer;
}

function isThere(value) {
  return value !== null && value !== "" && !(Array.isArray(value) && !value.length);
}

function compares(operator, left, right) {
  const numbers = typeof left === "number" && typeof right === "number";
  return numbers && OPERATORS[operator](left, right);
}
