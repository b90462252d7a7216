// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.testkit.http.LoopbackTls;
import io.notenboom.testkit.vault.VaultStandIn;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.secret.Secret;
import io.notenboom.vault.CustomerNames;
import io.notenboom.vault.TransitCustodian;
import io.notenboom.vault.VaultClient;
import io.notenboom.vault.http.Deadline;
import io.notenboom.vault.http.VaultAnswer;
import io.notenboom.vault.http.VaultCall;
import io.notenboom.vault.http.VaultHttp;
import io.notenboom.vault.http.VaultServer;
import io.notenboom.vault.login.AppRoleLogin;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of docs/operations/keys-in-vault.md as they are written there, in their order. */
class KeysInVaultPageTest {

    private static final CustomerNames CUSTOMER = new CustomerNames("c7f3k2");
    private static final Pattern COMMAND = Pattern.compile("(?m)^\\./notenboom vault ([^|]*?)(?:\\| .*)?$");

    @TempDir
    Path folder;

    private final InstantSource clock = InstantSource.system();
    private LoopbackTls tls;
    private VaultStandIn vault;
    private VaultHttp http;

    @BeforeEach
    void startVault() throws Exception {
        tls = LoopbackTls.create(folder, Instant.now());
        vault = VaultStandIn.start(clock, tls, "");
        http = new VaultHttp(new VaultServer(vault.address(), null, tls.certificate()));
        Files.createDirectories(folder.resolve("host"));
        Files.createDirectories(folder.resolve("c7f3k2/auth/data"));
        Files.copy(tls.certificate(), folder.resolve("host/vault-ca.pem"));
        for (String method : List.of("approle", "kubernetes")) {
            root(VaultCall.write("sys/auth/" + method, StrictJson.newObject().put("type", method)));
        }
    }

    @AfterEach
    void stopVault() {
        http.close();
        vault.close();
    }

    private VaultAnswer root(VaultCall call) {
        return http.send(call, Secret.of(vault.rootToken()), Deadline.in(Duration.ofSeconds(5)));
    }

    private static List<String> commands() throws Exception {
        String page =
                Files.readString(Path.of(System.getProperty("notenboom.root"), "docs/operations/keys-in-vault.md"));
        Matcher matcher = COMMAND.matcher(page.replace("\\\n", " "));
        return matcher.results().map(found -> found.group(1).strip()).toList();
    }

    private String run(String command) {
        StringWriter told = new StringWriter();
        String[] words = Arrays.stream(command.split("\\s+"))
                .map(word -> word.replace(
                                "https://vault.example:8200", vault.address().toString())
                        .replace("/srv/", folder + "/"))
                .toArray(String[]::new);
        int status = VaultCommand.commandLine(clock)
                .setOut(new PrintWriter(told))
                .setErr(new PrintWriter(told))
                .execute(words);
        assertThat(status).as(command + "\n" + told).isZero();
        return told.toString();
    }

    @Test
    void theCommandsOfThePageDoWhatItSays() throws Exception {
        List<String> commands = commands();
        assertThat(commands)
                .extracting(command -> command.split(" ", 2)[0])
                .containsExactly("policy", "provision", "keys", "wrap", "provision", "remove");
        useHostPolicy(run(commands.get(0)));
        run(commands.get(1));
        assertThat(run(commands.get(2))).contains("created ").contains(" did ").contains("free");
        assertThat(run(commands.get(2))).contains("created 0 keys");
        String settings = run(commands.get(3));
        Path wrapped = folder.resolve("c7f3k2/auth/wrapped-secret-id");
        assertThat(settings)
                .contains("wrapped-secret-id-file=" + wrapped)
                .doesNotContain(Files.readString(wrapped).strip());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(wrapped)))
                .isEqualTo("rw-------");
        signs(settings, wrapped);
        run(commands.get(4));
        run(commands.get(5));
        assertThat(root(VaultCall.read("sys/mounts")).data()).isEmpty();
    }

    private void useHostPolicy(String policy) throws Exception {
        root(VaultCall.write(
                "sys/policies/acl/notenboom-host", StrictJson.newObject().put("policy", policy)));
        var body = StrictJson.newObject().put("period", "24h");
        body.putArray("policies").add("notenboom-host");
        String token = root(VaultCall.write("auth/token/create", body))
                .auth()
                .path("client_token")
                .asText();
        Files.writeString(folder.resolve("host/vault.token"), token + "\n");
    }

    private void signs(String settings, Path wrapped) {
        Matcher roleId = Pattern.compile("role-id=(\\S+)").matcher(settings);
        assertThat(roleId.find()).isTrue();
        AppRoleLogin login = new AppRoleLogin("approle", CUSTOMER.node(), roleId.group(1), wrapped, null);
        VaultServer server = new VaultServer(vault.address(), null, tls.certificate());
        try (TransitCustodian custodian = new TransitCustodian(VaultClient.of(server, login, clock), CUSTOMER)) {
            assertThat(custodian.sign(custodian.claim(KeyPurpose.DID), KeyPurpose.DID, new byte[1]))
                    .hasSize(64);
        }
    }

    @Test
    void whatIsNotPossibleIsSaid() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), vault.rootToken());
        StringWriter told = new StringWriter();
        String[] common = {
            "--address=" + vault.address(),
            "--ca-file=" + tls.certificate(),
            "--token-file=" + token,
            "--customer=c7f3k2"
        };
        List<String> arguments = new ArrayList<>(List.of("wrap", "--service=auth", "--out=" + folder.resolve("w")));
        arguments.addAll(List.of(common));
        assertThat(VaultCommand.commandLine(clock)
                        .setErr(new PrintWriter(told))
                        .execute(arguments.toArray(String[]::new)))
                .isEqualTo(1);
        assertThat(told.toString()).contains("provision the customer first");
        assertThat(folder.resolve("w")).doesNotExist();
        arguments.set(0, "remove");
        assertThat(VaultCommand.commandLine(clock)
                        .setErr(new PrintWriter(told))
                        .execute("remove", common[0], common[1], common[2], "--customer=Zorggroep"))
                .isEqualTo(2);
        assertThat(told.toString()).contains("a customer id is");
    }
}
