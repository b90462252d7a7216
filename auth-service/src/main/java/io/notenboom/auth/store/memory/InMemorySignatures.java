// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.memory;

import io.notenboom.auth.issuer.Replacements;
import io.notenboom.auth.signature.SignatureKind;
import io.notenboom.auth.signature.SignatureMarks;
import io.notenboom.trust.did.DidUrl;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Real implementations of the ports about what keys signed, in memory. */
public final class InMemorySignatures {

    private InMemorySignatures() {}

    /** Until when what keys signed has to be verified. */
    public static final class Marks implements SignatureMarks {

        private final Map<DidUrl, Map<String, Instant>> marks = new HashMap<>();
        private int writes;

        @Override
        public synchronized void raise(DidUrl method, SignatureKind kind, Instant until) {
            writes++;
            marks.computeIfAbsent(method, _ -> new HashMap<>())
                    .merge(kind.wireName(), until, (known, next) -> next.isAfter(known) ? next : known);
        }

        @Override
        public synchronized Map<String, Instant> of(DidUrl method) {
            return Map.copyOf(marks.getOrDefault(method, Map.of()));
        }

        @Override
        public synchronized void forget(DidUrl method) {
            marks.remove(method);
        }

        /** How often something was written. */
        public synchronized int writes() {
            return writes;
        }
    }

    /** How far replacing is. */
    public static final class Replacing implements Replacements {

        private final Set<String> begun = new HashSet<>();
        private final Set<String> withdrawn = new HashSet<>();

        @Override
        public synchronized void begin(DidUrl method, String credentialId) {
            begun.add(method + " " + credentialId);
        }

        @Override
        public synchronized boolean isBegun(DidUrl method, String credentialId) {
            return begun.contains(method + " " + credentialId);
        }

        @Override
        public synchronized void withdraw(DidUrl method, String credentialId) {
            withdrawn.add(method + " " + credentialId);
        }

        @Override
        public synchronized boolean isWithdrawn(DidUrl method, String credentialId) {
            return withdrawn.contains(method + " " + credentialId);
        }
    }
}
