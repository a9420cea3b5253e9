// A- A+ and contrast without leaving the page. Every button of the server's
// carries a whole look, such as `1h`, which the cookie then holds.

export function changeLooksInPage() {
  document.addEventListener("click", (event) => {
    const pressed = event.target.closest("button[name=look]");
    if (!pressed || event.defaultPrevented) return;
    event.preventDefault();
    const [size, contrast] = pressed.value;
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `look=${size}${contrast}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
    const { classList } = document.documentElement;
    for (const one of "12") classList.toggle(`size-${one}`, one === size);
    classList.toggle("high", contrast === "h");
    for (const one of document.querySelectorAll("button[name=look]")) {
      const own = one.dataset.size;
      one.value = own ? own + contrast : size + (contrast === "h" ? "n" : "h");
      one.setAttribute("aria-pressed", own ? own === size : contrast === "h");
    }
  });
}
