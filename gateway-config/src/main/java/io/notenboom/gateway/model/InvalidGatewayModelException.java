// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.model;

/** A gateway model that cannot be used; the message names the field and says what to put there. */
public final class InvalidGatewayModelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * @param field path of the field, such as {@code public.port}; empty = the document as a whole
     * @param problem what to do about it
     */
    public InvalidGatewayModelException(String field, String problem) {
        super(field.isEmpty() ? problem : field + ": " + problem);
        this.field = field;
    }

    /** Path of the field that must be changed. */
    public String field() {
        return field;
    }
}
