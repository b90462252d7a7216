// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway;

import io.notenboom.gateway.model.GatewayModel;
import io.notenboom.gateway.model.GatewayModelReader;
import io.notenboom.gateway.nginx.NginxRenderer;
import io.notenboom.gateway.render.GatewayRenderer;
import io.notenboom.gateway.render.GatewaySecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Renders a gateway model into a folder. */
public final class GatewayConfig {

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private GatewayConfig() {}

    /**
     * Reads the model and the secrets it names and writes the configuration for NGINX, mode 0600, each file replaced in one
     * step. Other files in the folder stay. Start NGINX with {@link #nginxCommand}.
     *
     * @param model YAML or JSON file
     * @param outDir created when missing
     * @return names of the files written
     * @throws io.notenboom.gateway.model.InvalidGatewayModelException if the model or a file it names cannot be used
     */
    public static Set<String> render(Path model, Path outDir) throws IOException {
        GatewayModel read = new GatewayModelReader().read(model);
        return write(new NginxRenderer(), read, outDir);
    }

    private static Set<String> write(GatewayRenderer renderer, GatewayModel model, Path outDir) throws IOException {
        Map<String, String> files = renderer.render(model, GatewaySecrets.read(model));
        Files.createDirectories(outDir, OWNER_ONLY_FOLDER);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path temporary = Files.createTempFile(outDir, file.getKey(), ".new", OWNER_ONLY_FILE);
            Files.writeString(temporary, file.getValue());
            Files.move(
                    temporary,
                    outDir.resolve(file.getKey()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        return Set.copyOf(files.keySet());
    }

    /**
     * The command that runs NGINX in the foreground with a rendered configuration; it needs no privileges, keeps its pid and
     * temporary files in the folder and logs to standard error. SIGTERM stops it at once, SIGQUIT after requests under way.
     *
     * @param nginx the program
     * @param outDir folder that {@link #render} wrote
     */
    public static List<String> nginxCommand(Path nginx, Path outDir) {
        return List.of(nginx.toString(), "-e", "stderr", "-p", outDir.toAbsolutePath() + "/", "-c", "nginx.conf");
    }
}
