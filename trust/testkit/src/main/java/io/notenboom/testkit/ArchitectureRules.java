// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Architecture rules that every module checks in a short test:
 *
 * <pre>{@code
 * private static final JavaClasses CLASSES = ArchitectureRules.classesOf("io.notenboom.registry");
 *
 * @Test
 * void everywhere() {
 *     ArchitectureRules.everywhere().forEach(rule -> rule.check(CLASSES));
 * }
 *
 * @Test
 * void domainIsPlainJava() {
 *     ArchitectureRules.plainDomain("io.notenboom.registry.rule").check(CLASSES);
 * }
 * }</pre>
 */
public final class ArchitectureRules {

    private static final List<String> PLAIN = List.of(
            "java..",
            "io.notenboom.trust..",
            "io.notenboom.custody",
            "org.jspecify.annotations..",
            "com.google.errorprone.annotations..");
    private static final Set<String> CLOCK_TYPES = Set.of(
            "java.time.Instant",
            "java.time.LocalDate",
            "java.time.LocalDateTime",
            "java.time.LocalTime",
            "java.time.OffsetDateTime",
            "java.time.ZonedDateTime",
            "java.time.Year",
            "java.time.YearMonth");
    private static final Set<String> VAGUE_PACKAGES =
            Set.of("util", "utils", "common", "misc", "helper", "helpers", "impl");
    private static final Set<String> INJECTION = Set.of(
            "jakarta.inject.Inject",
            "org.eclipse.microprofile.config.inject.ConfigProperty",
            "org.eclipse.microprofile.rest.client.inject.RestClient");

    private ArchitectureRules() {}

    /** The production classes of a package and those below it. */
    public static JavaClasses classesOf(String packageName) {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(packageName);
    }

    /** The rules that hold in every module. */
    public static List<ArchRule> everywhere() {
        return List.of(timeIsInjected(), noFieldInjection(), noImpl(), noVaguePackage());
    }

    /**
     * Domain packages use the Java platform, {@code trust}, the ports of {@code custody}, JSpecify and Error Prone
     * annotations, and each other.
     *
     * @param packages domain packages in ArchUnit's notation: {@code a.b} alone, {@code a.b..} with those below it
     */
    public static ArchRule plainDomain(String... packages) {
        String[] allowed = Stream.concat(PLAIN.stream(), Stream.of(packages)).toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .dependOnClassesThat(DescribedPredicate.not(resideInAnyPackage(allowed))
                        .and(describe("are no primitive types", type -> !type.isPrimitive())))
                .because("domain packages are plain Java: no framework, store or HTTP")
                .allowEmptyShould(true);
    }

    /** The time comes from an injected clock; only {@code app} packages ask the machine for it. */
    public static ArchRule timeIsInjected() {
        return noClasses()
                .that()
                .resideOutsideOfPackage("..app..")
                .should()
                .callCodeUnitWhere(describe("the clock of the machine is read", ArchitectureRules::readsTheClock))
                .because("the time comes from an injected InstantSource")
                .allowEmptyShould(true);
    }

    private static boolean readsTheClock(JavaCall<?> call) {
        CodeUnitCallTarget target = call.getTarget();
        String owner = target.getOwner().getName();
        boolean now = target.getName().equals("now")
                && CLOCK_TYPES.contains(owner)
                && target.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(java.time.Clock.class));
        boolean system = target.getName().startsWith("system")
                && (owner.equals("java.time.Clock") || owner.equals("java.time.InstantSource"));
        return now
                || system
                || (owner.equals("java.lang.System") && target.getName().equals("currentTimeMillis"));
    }

    /** Dependencies come through constructors. */
    public static ArchRule noFieldInjection() {
        return fields().should(notBeInjected())
                .because("dependencies come through the constructor")
                .allowEmptyShould(true);
    }

    private static ArchCondition<JavaField> notBeInjected() {
        return new ArchCondition<>("not be injected") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                field.getAnnotations().stream()
                        .filter(annotation ->
                                INJECTION.contains(annotation.getRawType().getName()))
                        .forEach(annotation ->
                                events.add(SimpleConditionEvent.violated(field, field.getFullName() + " is injected")));
            }
        };
    }

    /** An adapter is named by its technology. */
    public static ArchRule noImpl() {
        return noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .because("an adapter is named by its technology, such as RedisFlowStore")
                .allowEmptyShould(true);
    }

    /** A package is named by what is in it. */
    public static ArchRule noVaguePackage() {
        return noClasses()
                .that(describe(
                        "are in a package with a vague name",
                        type -> Stream.of(type.getPackageName().split("\\.")).anyMatch(VAGUE_PACKAGES::contains)))
                .should()
                .bePublic()
                .orShould()
                .notBePublic()
                .because("a package is named by its feature")
                .allowEmptyShould(true);
    }

    /** Nobody but this class makes this type: how a verified type keeps its promise. */
    public static ArchRule onlyMadeBy(Class<?> made, Class<?> maker) {
        return noClasses()
                .that(describe(
                        "are not " + maker.getSimpleName() + " or the type itself",
                        type -> !type.isEquivalentTo(maker) && !type.isEquivalentTo(made)))
                .should()
                .callConstructorWhere(describe("makes a " + made.getSimpleName(), call -> call.getTargetOwner()
                        .isEquivalentTo(made)))
                .because("only " + maker.getSimpleName() + " may make a " + made.getSimpleName())
                .allowEmptyShould(true);
    }
}
