/** What makes a page handy: filters, copy buttons, unfolding what a link leads to. It reads well without. */
export const script = `
for (const bar of document.querySelectorAll('.filters')) {
  const list = document.getElementById(bar.dataset.for);
  const rows = [...list.querySelectorAll(':scope [data-state]:not(button)')];
  const search = bar.querySelector('input');
  let state = '';
  const texts = new Map();
  const textOf = (row) => {
    if (!texts.has(row)) texts.set(row, (row.querySelector('summary .title') ?? row).textContent.toLowerCase());
    return texts.get(row);
  };
  const apply = () => {
    const words = search.value.toLowerCase().trim();
    for (const row of rows) row.hidden = (state !== '' && row.dataset.state !== state) || !textOf(row).includes(words);
    for (const button of bar.querySelectorAll('button')) button.setAttribute('aria-pressed', String(button.dataset.state === state));
  };
  bar.addEventListener('click', ({ target }) => {
    if (target.tagName !== 'BUTTON') return;
    state = target.dataset.state;
    apply();
  });
  search.addEventListener('input', apply);
  bar.hidden = false;
}
for (const button of document.querySelectorAll('.copy')) button.hidden = false;
document.addEventListener('click', async ({ target }) => {
  if (!target.classList.contains('copy')) return;
  const text = target.previousElementSibling;
  try {
    await navigator.clipboard.writeText(text.textContent);
  } catch {
    getSelection().selectAllChildren(text);
    document.execCommand('copy');
  }
  target.textContent = 'copied';
  setTimeout(() => { target.textContent = 'copy'; }, 1500);
});
const unfold = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target === null) return;
  target.hidden = false;
  if (target.tagName === 'DETAILS') target.open = true;
  target.scrollIntoView();
};
addEventListener('hashchange', unfold);
unfold();
`;
