// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.platform;

/** A specification that is valid, but that a cluster or this platform cannot carry out. */
public final class UnsupportedSpecException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String field;

    /**
     * With the field that is in the way.
     *
     * @param field field of the specification
     * @param reason why, and what to give instead
     */
    public UnsupportedSpecException(String field, String reason) {
        super(field + ": " + reason);
        this.field = field;
    }

    /** The field of the specification that is in the way. */
    public String field() {
        return field;
    }
}
