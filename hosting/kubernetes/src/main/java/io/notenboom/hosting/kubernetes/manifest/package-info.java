// SPDX-License-Identifier: Apache-2.0
/** The manifests of one customer's node: a pure function of its specification and of the platform. */
@NullMarked
package io.notenboom.hosting.kubernetes.manifest;

import org.jspecify.annotations.NullMarked;
