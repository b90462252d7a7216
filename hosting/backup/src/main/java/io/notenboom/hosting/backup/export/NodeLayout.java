// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.export;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** In which folders of a node the files of its services are: each in one of its own, or all of a small node in one. */
public enum NodeLayout {
    /** Each service has a folder. */
    SEPARATE,
    /** Registry, authorization server and decision point share a folder. */
    SMALL;

    /** Folder that the services of a small node share. */
    public static final String TOGETHER = "node";

    /** Folder of the AAA-proxy, which is a process of its own always. */
    private static final String PROXY = "proxy";

    /** Services that have data. */
    public enum Service {
        /** Event log, search, enrolment. */
        REGISTRY("registry"),
        /** Status lists, token records. */
        AUTH("auth"),
        /** Decisions and flows. */
        PDP("pdp");

        private final String folder;

        Service(String folder) {
            this.folder = folder;
        }
    }

    /** The layout of a node's folder, or of one in which a node's files were put; empty if none of these services has data there. */
    public static Optional<NodeLayout> of(Path node) {
        if (hasData(node, TOGETHER)) {
            return Optional.of(SMALL);
        }
        boolean separate = Arrays.stream(Service.values()).anyMatch(service -> hasData(node, service.folder));
        return separate ? Optional.of(SEPARATE) : Optional.empty();
    }

    private static boolean hasData(Path node, String folder) {
        return Files.isDirectory(node.resolve(folder).resolve("data"));
    }

    /** The folders of its services. */
    public List<String> folders() {
        return switch (this) {
            case SEPARATE -> List.of(Service.REGISTRY.folder, Service.AUTH.folder, Service.PDP.folder, PROXY);
            case SMALL -> List.of(TOGETHER, PROXY);
        };
    }

    /** The folder that has the files of a service. */
    public String folder(Service service) {
        return switch (this) {
            case SEPARATE -> service.folder;
            case SMALL -> TOGETHER;
        };
    }

    /** The folder of a service's durable files, below that of the node. */
    public String data(Service service) {
        return folder(service) + "/data";
    }
}
