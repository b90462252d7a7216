// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.question;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.notenboom.pdp.log.LoggableText;
import java.util.Collection;
import java.util.TreeSet;

/** Makes texts fit for the log and notes whether one of them lost something. */
final class RecordedText {

    private boolean exact = true;

    String of(String text) {
        String safe = LoggableText.of(text);
        exact &= safe.equals(text);
        return safe;
    }

    void all(ArrayNode array, Collection<String> texts) {
        for (String text : texts.size() > 1 ? new TreeSet<>(texts) : texts) {
            array.add(of(text));
        }
    }

    void incomplete() {
        exact = false;
    }

    /** Whether everything is in the log as it was. */
    boolean exact() {
        return exact;
    }
}
