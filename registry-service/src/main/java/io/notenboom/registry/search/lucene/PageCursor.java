// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search.lucene;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Where a page begins. */
record PageCursor(int offset) {

    /** No page begins behind this; whoever has not found it by then needs other words. */
    static final int MAX_OFFSET = 1_000;

    static PageCursor parse(@Nullable String text) {
        if (text == null) {
            return new PageCursor(0);
        }
        try {
            String decoded = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
            int offset = Integer.parseInt(decoded);
            if (offset < 1 || offset > MAX_OFFSET) {
                throw new IllegalArgumentException("out of range");
            }
            return new PageCursor(offset);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("the cursor is not the next of an earlier page");
        }
    }

    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Integer.toString(offset).getBytes(StandardCharsets.US_ASCII));
    }
}
