// SPDX-License-Identifier: Apache-2.0
/** What the control plane knows and must not lose: customers, upgrades and requests for destruction, one file each. */
@NullMarked
package io.notenboom.hosting.control.state;

import org.jspecify.annotations.NullMarked;
