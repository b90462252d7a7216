// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.request;

/** A request body as the enforcement point passed it on; a body that was cut off counts as none. */
public final class RawBody {

    private static final RawBody NONE = new RawBody(new byte[0], false);

    private final byte[] content;
    private final boolean truncated;

    private RawBody(byte[] content, boolean truncated) {
        this.content = content;
        this.truncated = truncated;
    }

    /** No body. */
    public static RawBody none() {
        return NONE;
    }

    /** A body of which the enforcement point passed on a part only. */
    public static RawBody truncated() {
        return new RawBody(new byte[0], true);
    }

    /** The whole body; an empty one equals {@link #none()}. */
    public static RawBody of(byte[] content) {
        return content.length == 0 ? NONE : new RawBody(content.clone(), false);
    }

    /** Whether the original request carried a body, complete or not. */
    public boolean present() {
        return truncated || content.length > 0;
    }

    /** Whether every byte of a body is here. */
    public boolean complete() {
        return !truncated && content.length > 0;
    }

    /** Number of bytes at hand. */
    public int length() {
        return content.length;
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return content.clone();
    }
}
