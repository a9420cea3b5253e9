// A line that neither answers nor breaks must not hold the tablet up.

const ANSWER_WITHIN = 20e3;

// Do with a signal that comes when the time is over.
export async function inTime(act) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), ANSWER_WITHIN);
  try {
    return await act(stop.signal);
  } finally {
    clearTimeout(timer);
  }
}
