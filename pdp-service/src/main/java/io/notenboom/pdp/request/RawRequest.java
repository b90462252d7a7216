// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.request;

import java.util.List;
import java.util.stream.Stream;

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
        return stream(name).toList();
    }

    /** Whether the header is there at least once. */
    public boolean has(String name) {
        return stream(name).findAny().isPresent();
    }

    private Stream<String> stream(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(RawHeader::value);
    }
}
