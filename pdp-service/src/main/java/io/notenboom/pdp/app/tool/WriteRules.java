// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.tool;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowJson;
import io.notenboom.pdp.opa.RulesBundle;
import io.notenboom.pdp.profile.ShippedProfiles;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the rules as a bundle for Open Policy Agent. Arguments: {@code [--flows=FILE] FOLDER}. Ends with 0 when it is written, 2
 * when it cannot be or the arguments are wrong.
 */
public final class WriteRules {

    private static final int WRONG = 2;
    private static final int MAX_FLOWS = 64 * 1024 * 1024;

    private final PrintStream out;
    private final PrintStream err;

    WriteRules(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Writes, and ends the process. */
    public static void main(String[] arguments) {
        System.exit(new WriteRules(Output.alone(), System.err).run(List.of(arguments)));
    }

    int run(List<String> arguments) {
        try {
            Arguments read = Arguments.read(arguments, Set.of("flows"));
            Path folder = read.onlyPlace("folder for the bundle");
            List<Flow> flows = flows(read.file("flows"));
            RulesBundle.write(folder, ShippedProfiles.catalogue(), flows);
            out.println("The rules with " + flows.size() + " flows are in " + folder
                    + "; for instance: opa run --server -b " + folder);
            return 0;
        } catch (IllegalArgumentException wrong) {
            err.println("notenboom: " + wrong.getMessage());
            return WRONG;
        } catch (IOException failed) {
            err.println("notenboom: " + failed);
            return WRONG;
        }
    }

    /** What {@code GET /pdp/v1/flows} answers, or the array in it. */
    private static List<Flow> flows(Optional<Path> file) throws IOException {
        List<Flow> flows = new ArrayList<>();
        if (file.isPresent()) {
            try {
                JsonNode content = StrictJson.parse(Files.readAllBytes(file.get()), MAX_FLOWS);
                (content.isArray() ? content : content.path("flows")).forEach(flow -> flows.add(FlowJson.read(flow)));
            } catch (JsonInputException malformed) {
                throw new IllegalArgumentException(file.get() + " is no JSON: " + malformed.getMessage(), malformed);
            }
        }
        return flows;
    }
}
