package dev.parley.server.actions.recording;

import dev.parley.protocol.shape.Meaning;
import dev.parley.protocol.shape.OneOf;
import dev.parley.protocol.shape.TextForm;
import dev.parley.protocol.shape.Unsigned;
import dev.parley.server.actions.Forms;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An object storage (spec/24 §3, spec/30 §1.3.1). */
public record CloudStorage(
        @Meaning("0 Tencent COS, 1 AWS S3 or compatible, 2 Alibaba OSS.") @OneOf({"0", "1", "2"}) @Unsigned
        long vendor,

        @Meaning("Region in the words of the vendor.") @TextForm(minLength = 1)
        String region,

        @Meaning("Name of the bucket; COS ones end in the account's number.") @TextForm(minLength = 1)
        String bucket,

        @Meaning("Id of the access key.") @TextForm(minLength = 1)
        String accessKey,

        @Meaning("Secret of the access key; never shown nor logged.") @TextForm(minLength = 1)
        String secretKey,

        @Meaning("Folders: files become `p1/p2/<TaskId>/...`. Each of letters, digits, `_` and `-`.")
        @TextForm(minLength = 1, pattern = Forms.FILE_NAME, described = Forms.FILE_NAME_WORDS)
        @Nullable
        List<String> fileNamePrefix,

        @Meaning("Host of an S3-compatible store in place of the vendor's, with or without scheme.") @Nullable
        String endpointUrl) {

    /** Never prints the key. */
    @Override
    public String toString() {
        return "CloudStorage[" + vendor + ", " + region + ", " + bucket + "]";
    }
}
