// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.policy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Rights in the cluster: named, and none with which one reads secrets, acts as somebody else or gives oneself more. */
final class AccessRules {

    private static final Set<String> READ = Set.of("get", "list", "watch");
    private static final Set<String> BEYOND = Set.of("escalate", "impersonate");
    private static final Set<String> POD_RESOURCES =
            Set.of("pods/exec", "pods/attach", "pods/portforward", "pods/ephemeralcontainers", "serviceaccounts/token");

    private AccessRules() {}

    /** What is wrong with an object, if it gives rights. */
    static List<String> broken(HasMetadata object) {
        if (object instanceof ClusterRole role) {
            return rules(role.getRules(), true);
        }
        if (object instanceof Role role) {
            return rules(role.getRules(), false);
        }
        if (object instanceof ClusterRoleBinding binding
                && Set.of("cluster-admin", "admin", "edit")
                        .contains(binding.getRoleRef().getName())) {
            return List.of("gives a role that is not this product's");
        }
        return List.of();
    }

    private static List<String> rules(List<PolicyRule> rules, boolean everywhere) {
        List<String> broken = new ArrayList<>();
        for (PolicyRule rule : rules) {
            if (rule.getVerbs().contains("*")
                    || rule.getResources().contains("*")
                    || rule.getApiGroups().contains("*")) {
                broken.add("has a right on everything");
            }
            if (!Collections.disjoint(rule.getVerbs(), BEYOND)) {
                broken.add("gives a right to act as others, or to give more rights");
            }
            if (rule.getVerbs().contains("bind") && rule.getResourceNames().isEmpty()) {
                broken.add("may bind every role");
            }
            if (!Collections.disjoint(rule.getResources(), POD_RESOURCES)) {
                broken.add("gives a way into pods or into accounts");
            }
            if (everywhere && rule.getResources().contains("secrets") && !Collections.disjoint(rule.getVerbs(), READ)) {
                broken.add("may read secrets of every namespace");
            }
        }
        return broken;
    }
}
