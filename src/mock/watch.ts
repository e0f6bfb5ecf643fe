import { watch } from 'chokidar';

export interface Watching {
  /** Watches these files from now on, instead of the ones before. */
  follow(files: readonly string[]): void;
  close(): Promise<void>;
}

export type WatchFiles = typeof watchFiles;

/** Calls `onChange` after files have changed; changes that come close together count as one. */
export function watchFiles(files: readonly string[], onChange: () => void): Watching {
  const watcher = watch([...files], {
    ignoreInitial: true,
    depth: 0,
    awaitWriteFinish: { stabilityThreshold: 60, pollInterval: 20 },
  });
  let followed = new Set(files);
  let timer: NodeJS.Timeout | undefined;
  watcher.on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, 30);
  });
  return {
    follow(next) {
      watcher.add(next.filter((file) => !followed.has(file)));
      watcher.unwatch([...followed].filter((file) => !next.includes(file)));
      followed = new Set(next);
    },
    close() {
      clearTimeout(timer);
      return watcher.close();
    },
  };
}
