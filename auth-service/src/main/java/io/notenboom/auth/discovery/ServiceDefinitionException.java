// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery;

/** A definition file of a discovery service cannot be used. The message says what to change; it is for the author of the file. */
public final class ServiceDefinitionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    ServiceDefinitionException(String message) {
        super(message);
    }

    ServiceDefinitionException(String message, Throwable cause) {
        super(message, cause);
    }
}
