// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.outbound;

import java.util.Locale;
import java.util.Objects;

/** The answer of a host, in full. */
public final class HttpAnswer {

    private final int status;
    private final String contentType;
    private final byte[] body;

    /**
     * An answer.
     *
     * @param contentType the header, empty if there is none
     * @param body at most {@link OutboundHttp#MAX_ANSWER_BYTES}
     */
    public HttpAnswer(int status, String contentType, byte[] body) {
        this.status = status;
        this.contentType = Objects.requireNonNull(contentType, "contentType");
        this.body = body.clone();
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** Whether the status is 2xx. */
    public boolean isSuccess() {
        return status / 100 == 2;
    }

    /** The media type without parameters, in lower case; empty if there is none. */
    public String mediaType() {
        return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** The body; a copy. */
    public byte[] body() {
        return body.clone();
    }
}
