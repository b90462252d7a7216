// SPDX-License-Identifier: Apache-2.0
/** What every manifest that we make or ship has to keep. */
@NullMarked
package io.notenboom.hosting.kubernetes.policy;

import org.jspecify.annotations.NullMarked;
