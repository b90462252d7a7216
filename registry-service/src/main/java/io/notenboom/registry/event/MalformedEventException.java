// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.event;

/** The bytes are not an event: wrong JWS form, header, size or JSON. Every node says the same of them, for ever. */
public final class MalformedEventException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code stable code for machines, lower case with hyphens
     * @param message what is wrong, for the sender
     */
    public MalformedEventException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** Stable code for machines. */
    public String code() {
        return code;
    }
}
