// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.node;

import java.io.IOException;
import java.io.PrintStream;
import picocli.CommandLine.ExitCode;

/** What a command asks a node, and does with the answer. */
@FunctionalInterface
public interface NodeQuestion {

    /** Asks. */
    void ask() throws IOException, InterruptedException, NodeRefusedException;

    /** Asks, and tells what went wrong. Exit status: 0 done, 1 refused by the node or not reached, 2 wrong arguments. */
    static int status(NodeQuestion question, PrintStream err) {
        try {
            question.ask();
            return ExitCode.OK;
        } catch (NodeRefusedException refused) {
            err.println("notenboom: " + refused.getMessage());
        } catch (IllegalArgumentException wrong) {
            err.println("notenboom: " + wrong.getMessage());
            return ExitCode.USAGE;
        } catch (IOException unreachable) {
            err.println("notenboom: the node cannot be reached, or a file cannot be read: " + unreachable.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.SOFTWARE;
    }
}
