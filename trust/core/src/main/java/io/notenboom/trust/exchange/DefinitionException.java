// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.exchange;

/**
 * A presentation definition or policy file cannot be used. The message names the place and says what to change; it is
 * meant for the author of the file.
 */
public final class DefinitionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    DefinitionException(String place, String problem) {
        super(place + ": " + problem);
    }
}
