const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** Every operation with the pointer to it; written apart from the product, which it judges. */
export function operationsOf(document) {
  return Object.entries(document.paths ?? {}).flatMap(([path, given]) => {
    const [item, place] = resolve(document, given, `/paths/${escape(path)}`);
    return methods
      .filter((method) => item[method] !== undefined)
      .map((method) => {
        const operation = item[method];
        const own = list(document, operation.parameters, `${place}/${method}/parameters`);
        const inherited = list(document, item.parameters, `${place}/parameters`);
        const isOwn = ({ parameter: { name, in: where } }) =>
          own.some(({ parameter }) => parameter.name === name && parameter.in === where);
        return {
          method,
          path,
          operation,
          pointer: `${place}/${method}`,
          parameters: [...inherited.filter((each) => !isOwn(each)), ...own],
        };
      });
  });
}

function list(document, parameters = [], pointer) {
  return parameters.map((given, index) => {
    const [parameter, place] = resolve(document, given, `${pointer}/${String(index)}`);
    return { parameter, place };
  });
}

/** What stands at a place, references followed, and where. */
export function resolve(document, value, pointer) {
  let [current, place] = [value, pointer];
  for (let hops = 0; hops < 20 && typeof current?.$ref === 'string' && current.$ref.startsWith('#/'); hops += 1) {
    place = decodeURIComponent(current.$ref.slice(1));
    current = at(document, place);
  }
  return [current ?? {}, place];
}

function at(document, pointer) {
  const keys = pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  return keys.reduce((value, key) => value?.[key], document);
}

export function escape(key) {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
