// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.request;

/** A resource on one FHIR server: type and logical id, both exact. */
public record ResourceId(String type, String id) {

    /** Longest logical id (FHIR {@code id} data type). */
    public static final int MAX_ID_LENGTH = 64;

    /** {@code Type/id}. */
    public String reference() {
        return type + "/" + id;
    }

    /** Whether the text is a FHIR {@code id}: 1 to 64 of {@code A-Z a-z 0-9 - .}, and neither {@code .} nor {@code ..}. */
    public static boolean validId(String text) {
        if (text.isEmpty() || text.length() > MAX_ID_LENGTH || text.equals(".") || text.equals("..")) {
            return false;
        }
        for (int index = 0; index < text.length(); index++) {
            if (!idCharacter(text.charAt(index))) {
                return false;
            }
        }
        return true;
    }

    private static boolean idCharacter(int character) {
        return (character >= 'A' && character <= 'Z')
                || (character >= 'a' && character <= 'z')
                || (character >= '0' && character <= '9')
                || character == '-'
                || character == '.';
    }
}
