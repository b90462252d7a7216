// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.derive;

import io.notenboom.pdp.derive.DeriveOutcome.Why;
import io.notenboom.pdp.request.ResourceId;
import java.util.Set;

/** Reads literal references: relative ones, and absolute ones to an own base; a version is dropped. */
final class ReferenceReader {

    sealed interface Reading {}

    record Local(ResourceId resource) implements Reading {}

    record NotLocal(Why why) implements Reading {}

    private final Set<String> ownBases;
    private final Set<String> types;

    /** @param types resource types in force */
    ReferenceReader(Set<String> ownBases, Set<String> types) {
        this.ownBases = Set.copyOf(ownBases);
        this.types = Set.copyOf(types);
    }

    Reading read(String reference) {
        String relative = reference;
        if (reference.contains("://")) {
            relative = null;
            for (String base : ownBases) {
                if (reference.startsWith(base + "/")) {
                    relative = reference.substring(base.length() + 1);
                }
            }
            if (relative == null) {
                return new NotLocal(Why.FOREIGN);
            }
        }
        String[] segments = relative.split("/", -1);
        boolean plain = segments.length == 2
                || (segments.length == 4 && segments[2].equals("_history") && ResourceId.validId(segments[3]));
        if (!plain || !ResourceId.validId(segments[1])) {
            return new NotLocal(Why.NOT_A_REFERENCE);
        }
        if (!types.contains(segments[0])) {
            return new NotLocal(Why.TYPE_NOT_GRANTED);
        }
        return new Local(new ResourceId(segments[0], segments[1]));
    }
}
