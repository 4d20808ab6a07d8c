const form = document.querySelector('.filters');
const cases = [...document.querySelectorAll('article[data-words]')];
const status = document.querySelector('#shown');

function filter() {
  const words = form.elements.words.value.toLowerCase().trim();
  const row = form.elements.class.value;
  const language = form.elements.language.value;
  let shown = 0;
  for (const one of cases) {
    const fits =
      one.dataset.words.includes(words) &&
      (row === '' || one.dataset.class === row) &&
      (language === '' || one.dataset.language === language);
    one.hidden = !fits;
    if (fits) shown += 1;
  }
  status.textContent = `${shown} of ${cases.length} shown`;
}

if (form) {
  form.hidden = false;
  form.addEventListener('input', filter);
  form.addEventListener('submit', (event) => event.preventDefault());
  for (const link of document.querySelectorAll('a[data-class]')) {
    link.addEventListener('click', () => {
      form.elements.class.value = link.dataset.class;
      form.elements.language.value = link.dataset.language;
      form.elements.words.value = '';
      filter();
    });
  }
  filter();
}
