// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.outbound;

import io.vertx.core.MultiMap;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An answer from outside, of any status. What is in it is the other side's: unverified. */
public final class OutboundResponse implements OutboundOutcome {

    private final URI target;
    private final int status;
    private final MultiMap headers;
    private final byte[] body;

    OutboundResponse(URI target, int status, MultiMap headers, byte[] body) {
        this.target = target;
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /**
     * An answer that did not come over the network, such as a recorded one.
     *
     * @param target where it would have come from
     */
    public static OutboundResponse of(URI target, int status, List<Map.Entry<String, String>> headers, byte[] body) {
        MultiMap copy = MultiMap.caseInsensitiveMultiMap();
        headers.forEach(header -> copy.add(header.getKey(), header.getValue()));
        return new OutboundResponse(target, status, copy, body.clone());
    }

    /** Where the answer came from, after redirects. */
    public URI target() {
        return target;
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** Whether the status is 200 to 299. */
    public boolean successful() {
        return status >= 200 && status <= 299;
    }

    /** The first header with this name. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The media type of {@code Content-Type} without parameters, in lower case; empty if there is none. */
    public String mediaType() {
        return header("Content-Type")
                .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .orElse("");
    }

    /** The body; at most as long as the client permits. */
    public byte[] body() {
        return body.clone();
    }

    /** The body as UTF-8; malformed parts become replacement characters. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
