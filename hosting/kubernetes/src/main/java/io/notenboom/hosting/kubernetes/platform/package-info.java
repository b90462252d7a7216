// SPDX-License-Identifier: Apache-2.0
/** What all nodes of a cluster have in common. */
@NullMarked
package io.notenboom.hosting.kubernetes.platform;

import org.jspecify.annotations.NullMarked;
