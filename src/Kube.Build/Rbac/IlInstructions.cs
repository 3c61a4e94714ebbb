using System.Reflection.Metadata;

namespace Kube.Build;

/// <summary>One instruction of a method body, as far as anybody here asks.</summary>
/// <param name="Code">The operation.</param>
/// <param name="Operand">The token or the number that follows it; 0 where there is none.</param>
internal readonly record struct IlInstruction(ILOpCode Code, int Operand);

/// <summary>Reads the instructions of a method body (ECMA-335, III.1.2).</summary>
internal static class IlInstructions
{
    public static IEnumerable<IlInstruction> Read(MethodBodyBlock body)
    {
        var il = body.GetILReader();
        while (il.RemainingBytes > 0)
        {
            int first = il.ReadByte();
            var code = (ILOpCode)(first == 0xFE ? 0xFE00 | il.ReadByte() : first);
            var operand = 0;
            switch (OperandSize(code))
            {
                case 1:
                    operand = il.ReadSByte();
                    break;
                case 2:
                    operand = il.ReadInt16();
                    break;
                case 4:
                    operand = il.ReadInt32();
                    break;
                case 8:
                    il.ReadInt64();
                    break;
                case SwitchTable:
                    // A count, and a target for each. `il.Offset += …` would take the offset from before the count.
                    var targets = il.ReadInt32() * 4;
                    il.Offset += targets;
                    break;
            }
            yield return new IlInstruction(code, operand);
        }
    }

    private const int SwitchTable = -1;

    private static int OperandSize(ILOpCode code)
    {
        if (code == ILOpCode.Switch)
            return SwitchTable;
        if (code.IsBranch())
            return code.GetBranchOperandSize();
        switch (code)
        {
            case ILOpCode.Ldarg_s or ILOpCode.Ldarga_s or ILOpCode.Starg_s or ILOpCode.Ldloc_s or ILOpCode.Ldloca_s or ILOpCode.Stloc_s or ILOpCode.Ldc_i4_s or ILOpCode.Unaligned:
                return 1;
            case ILOpCode.Ldarg or ILOpCode.Ldarga or ILOpCode.Starg or ILOpCode.Ldloc or ILOpCode.Ldloca or ILOpCode.Stloc:
                return 2;
            case ILOpCode.Ldc_i4 or ILOpCode.Ldc_r4:
                return 4;
            case ILOpCode.Ldc_i8 or ILOpCode.Ldc_r8:
                return 8;
            default:
                return TakesToken(code) ? 4 : 0;
        }
    }

    private static bool TakesToken(ILOpCode code) => code is
        ILOpCode.Jmp or ILOpCode.Call or ILOpCode.Calli or ILOpCode.Callvirt or ILOpCode.Newobj or ILOpCode.Ldftn or ILOpCode.Ldvirtftn
        or ILOpCode.Ldstr or ILOpCode.Ldtoken
        or ILOpCode.Ldfld or ILOpCode.Ldflda or ILOpCode.Stfld or ILOpCode.Ldsfld or ILOpCode.Ldsflda or ILOpCode.Stsfld
        or ILOpCode.Cpobj or ILOpCode.Ldobj or ILOpCode.Stobj or ILOpCode.Initobj or ILOpCode.Castclass or ILOpCode.Isinst
        or ILOpCode.Box or ILOpCode.Unbox or ILOpCode.Unbox_any or ILOpCode.Newarr or ILOpCode.Ldelema or ILOpCode.Ldelem or ILOpCode.Stelem
        or ILOpCode.Refanyval or ILOpCode.Mkrefany or ILOpCode.Constrained or ILOpCode.Sizeof;
}
