// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/** The bundles read last, at most 16; bundles never change. Safe for many threads. */
final class BundleCache {

    private static final int MAX_BUNDLES = 16;

    private final LongFunction<List<String>> reader;
    private final Map<Long, List<String>> bundles = new LinkedHashMap<>(32, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, List<String>> eldest) {
            return size() > MAX_BUNDLES;
        }
    };

    BundleCache(LongFunction<List<String>> reader) {
        this.reader = reader;
    }

    synchronized List<String> get(long bundle) {
        return bundles.computeIfAbsent(bundle, reader::apply);
    }
}
