// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.request;

import java.util.ArrayList;
import java.util.List;

/**
 * A request as it stood on the wire: method and target byte by byte (one char for each byte), all headers with their
 * duplicates, and the body.
 */
public record RawRequest(String method, String target, List<RawHeader> headers, RawBody body) {

    public RawRequest {
        headers = List.copyOf(headers);
    }

    /** The values of a header in the order received; the name's case does not count. */
    public List<String> values(String name) {
        List<String> found = List.of();
        for (RawHeader header : headers) {
            if (header.name().equalsIgnoreCase(name)) {
                if (found.isEmpty()) {
                    found = List.of(header.value());
                } else {
                    found = new ArrayList<>(found);
                    found.add(header.value());
                }
            }
        }
        return found;
    }

    /** Whether the header is there at least once. */
    public boolean has(String name) {
        return !values(name).isEmpty();
    }
}
