// SPDX-License-Identifier: Apache-2.0
/** Building and signing the events of the node's own vendor. */
@NullMarked
package io.notenboom.registry.issue;

import org.jspecify.annotations.NullMarked;
