// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.bootstrap;

/** Events as somebody without the key would make them. */
final class TestForgery {

    private TestForgery() {}

    /** The same event with another signature; it keeps its id. */
    static String otherSignature(String compact) {
        int middle = compact.length() - 20;
        char other = compact.charAt(middle) == 'A' ? 'B' : 'A';
        return compact.substring(0, middle) + other + compact.substring(middle + 1);
    }
}
