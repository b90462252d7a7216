// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.tool;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/** Where the programs write what they found. */
final class Output {

    private Output() {}

    /** Standard output in UTF-8, with nothing else in it: from now on no class logs anything. */
    static PrintStream alone() {
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        LogManager.getLogManager().reset();
        return new PrintStream(System.out, true, StandardCharsets.UTF_8);
    }
}
